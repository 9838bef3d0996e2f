// The miners of the mixture's benchmark: real weight files, each behind the service a miner runs. What one has answered is kept
// beside the benchmark's other leavings, so that a run that was cut off goes on where it was.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openOne, type TextModel } from '@taonet/models'
import { type ChatRequestInput, type ChatResponse, chatRequest, completeChat } from '@taonet/neuron'

export interface Member {
  readonly name: string
  /** Whether its weights are one of the four specialists', the generalist, one of our general models, or somebody else's. */
  readonly role: 'specialist' | 'generalist' | 'own' | 'open'
  readonly sha256: string
  ask(request: ChatRequestInput): Promise<ChatResponse>
  close(): Promise<void>
}

const WEIGHTS = fileURLToPath(new URL('../../../models/weights/', import.meta.url))
const KEPT = join(tmpdir(), 'taonet-bench-mixture')
const GENERALIST = 'taonet-generalist'
const PATIENCE = 300_000
/** Tokens that other people's models may say: answers are short, and a base model never ends by itself. */
const MOST_OF_OTHERS = 48

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.gguf'))
    .sort()
    .map(name => join(folder, name))

/** Our nine, and whichever others are named. */
export function weightFiles(others: readonly string[]): { path: string; role: Member['role'] }[] {
  const specialists = filesIn(join(WEIGHTS, 'specialists'))
  return [
    ...filesIn(WEIGHTS).map(path => ({ path, role: 'own' as const })),
    ...specialists.map(path => ({
      path,
      role: basename(path, '.gguf') === GENERALIST ? ('generalist' as const) : ('specialist' as const),
    })),
    ...others.map(path => ({ path, role: 'open' as const })),
  ]
}

const complete = (model: TextModel, request: ChatRequestInput): Promise<ChatResponse> =>
  completeChat(model, chatRequest.parse(request), AbortSignal.timeout(PATIENCE))

export async function openMember(path: string, role: Member['role']): Promise<Member> {
  const { model, close } = await openOne(path)
  const { sha256 } = model.card
  mkdirSync(KEPT, { recursive: true })
  const file = join(KEPT, `${sha256}.jsonl`)
  const kept = new Map<string, ChatResponse>()
  if (existsSync(file))
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const [asked, answered]: [string, ChatResponse] = JSON.parse(line)
      kept.set(asked, answered)
    }
  return {
    name: basename(path, '.gguf'),
    role,
    sha256,
    async ask(request) {
      const asked = JSON.stringify(request)
      const known = kept.get(asked)
      if (known) return known
      const most = role === 'open' ? MOST_OF_OTHERS : Number.POSITIVE_INFINITY
      const answered = await complete(model, {
        ...request,
        max_tokens: Math.min(most, request.max_tokens ?? 256),
      })
      kept.set(asked, answered)
      appendFileSync(file, `${JSON.stringify([asked, answered])}\n`)
      return answered
    },
    close,
  }
}
