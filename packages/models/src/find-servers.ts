/** Looks for OpenAI-compatible servers that already run on this machine. */
import type { ModelCard, TextModel } from './model.ts'
import { openaiServer } from './openai-server.ts'

interface Place {
  readonly program: string
  readonly base: string
}

/** Where such servers listen unless told otherwise. */
const PLACES: readonly Place[] = [
  { program: 'Ollama', base: 'http://127.0.0.1:11434/v1' },
  { program: 'llama.cpp', base: 'http://127.0.0.1:8080/v1' },
  { program: 'vLLM', base: 'http://127.0.0.1:8000/v1' },
  { program: 'LM Studio', base: 'http://127.0.0.1:1234/v1' },
]

/** A server on this machine answers its model list in milliseconds. */
const PROBE_MS = 600
/** Models taken from one server, so that one with a hundred does not crowd out the rest. */
const PER_SERVER = 2
/** Models that a server lists but that do not chat. */
const NO_CHAT = /embed|bge|minilm|whisper|rerank|clip|tts/i

export async function findServers(places: readonly Place[] = PLACES): Promise<TextModel[]> {
  const found = await Promise.all(
    places.map(place => modelsAt(place.base, `${place.program} runs on this machine`)),
  )
  return found.flat()
}

/** The chat models a server lists; none when it does not answer, is no such server, or is a gateway of ours. */
export async function modelsAt(
  base: string,
  why: string,
  { most = PER_SERVER, patience = PROBE_MS }: ServerQuestion = {},
): Promise<TextModel[]> {
  const ids = await listModels(base, patience).catch(() => [])
  return ids
    .filter(id => !NO_CHAT.test(id))
    .slice(0, most)
    .map(id => openaiServer(base, cardOf(base, id, why)))
}

export interface ServerQuestion {
  /** Models taken at most. */
  readonly most?: number
  /** Milliseconds the server may take to list them. */
  readonly patience?: number
}

/** A network must not wrap itself: a taonet gateway or miner shows by this header or by whose its models are. */
async function listModels(base: string, patience: number): Promise<string[]> {
  const response = await fetch(`${base}/models`, { signal: AbortSignal.timeout(patience), redirect: 'error' })
  if (!response.ok || response.headers.has('x-taonet-model')) return []
  const body: unknown = await response.json()
  const data: unknown = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined
  if (!Array.isArray(data)) return []
  const listed: readonly unknown[] = data
  if (listed.some(model => text(model, 'owned_by') === 'taonet')) return []
  return listed.map(model => text(model, 'id')).filter(id => id !== undefined)
}

function text(model: unknown, name: string): string | undefined {
  const value: unknown = typeof model === 'object' && model !== null ? Reflect.get(model, name) : undefined
  return typeof value === 'string' ? value : undefined
}

const cardOf = (base: string, id: string, why: string): ModelCard => ({
  id,
  name: id,
  kind: 'text',
  engine: 'openai',
  sha256: '',
  bytes: 0,
  license: 'as its server says',
  source: base,
  why,
  ability: 'Answers as the server behind it does.',
})
