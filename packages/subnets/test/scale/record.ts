// Asks real models every question of the pool and keeps what they say: `node record.ts [--accept-license NAME] FILE.gguf …`.
// What other models said before stays. Run again whenever the text subnet asks otherwise.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { catalogue, type ModelCard, type OpenedModel, openOne } from '@taonet/models'
import { type ChatResponse, chatRequest, completeChat, type TokenAlternative } from '@taonet/neuron'
import { POOL_SEED } from './pool.ts'
import {
  FILE,
  pooledSteps,
  questionOf,
  type RecordedAnswer,
  type Recording,
  readRecordings,
} from './recording.ts'

const {
  values: { 'accept-license': accepted },
  positionals: files,
} = parseArgs({
  options: { 'accept-license': { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
})

const DIGITS = 1e3
/** Answers to tasks are short; whoever rambles has lost anyway. */
const MOST_TOKENS = 32

type Alternative = NonNullable<RecordedAnswer['top']>[number]

function alternative({ token, logprob, bytes }: TokenAlternative): Alternative {
  // Rounded down, so that a sum of chances never passes 1.
  const rounded = Math.floor(logprob * DIGITS) / DIGITS
  const plain = bytes === null || [...Buffer.from(token)].join() === bytes.join()
  return plain ? [token, rounded] : [token, rounded, bytes]
}

function kept(response: ChatResponse): RecordedAnswer {
  const [choice] = response.choices
  const first = choice?.logprobs?.content?.[0]?.top_logprobs
  const { prompt_tokens: asked = 0, completion_tokens: said = 0 } = response.usage ?? {}
  return {
    text: choice?.message.content ?? '',
    finish: choice?.finish_reason === 'length' ? 'length' : 'stop',
    tokens: [asked, said],
    ...(first ? { top: first.map(alternative) } : {}),
  }
}

/** @throws Error when the weights have special terms that nobody accepted. */
function ensureAccepted({ sha256 }: ModelCard): void {
  const terms = catalogue.find(one => one.askFirst && one.sha256 === sha256)
  if (terms && !accepted.includes(terms.license))
    throw new Error(`${terms.name} has special terms: --accept-license ${terms.license} accepts them`)
}

async function record({ model }: OpenedModel): Promise<Recording> {
  ensureAccepted(model.card)
  const answers: Record<string, RecordedAnswer> = {}
  for (const body of pooledSteps()) {
    const asked = chatRequest.parse(body)
    const most = Math.min(MOST_TOKENS, asked.max_tokens ?? MOST_TOKENS)
    const request = { ...asked, stream: false, max_tokens: most, temperature: 0 }
    answers[questionOf(body)] = kept(await completeChat(model, request, new AbortController().signal))
  }
  const { id, sha256, engine } = model.card
  return { model: id, sha256, engine, seed: POOL_SEED, answers }
}

const recordings = new Map(readRecordings().map(one => [one.model, one]))
for (const path of files) {
  const opened = await openOne(path)
  try {
    const one = await record(opened)
    recordings.set(one.model, one)
    console.log(`${path}: ${Object.keys(one.answers).length} answers`)
  } finally {
    await opened.close()
  }
}
writeFileSync(FILE, `[\n${[...recordings.values()].map(one => JSON.stringify(one)).join(',\n')}\n]\n`)
