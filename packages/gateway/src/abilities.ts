// Who can do more than talk: tools need a server that knows them, JSON by a schema a grammar. Declared engines tell who may.
import type { ChatRequest } from './chat-request.ts'
import type { Candidate } from './network.ts'

const WITH_TOOLS: ReadonlySet<string> = new Set(['openai'])
const WITH_GRAMMAR: ReadonlySet<string> = new Set(['llama.cpp', 'openai'])

function enginesFor({ tools, messages, response_format }: ChatRequest): ReadonlySet<string> | undefined {
  if ((tools?.length ?? 0) > 0 || messages.some(({ role }) => role === 'tool')) return WITH_TOOLS
  return response_format != null && response_format.type !== 'text' ? WITH_GRAMMAR : undefined
}

/** The same candidates; those whose engine can do what is asked come first. Only so many are tried at all. */
export function ableFirst(request: ChatRequest, candidates: readonly Candidate[]): readonly Candidate[] {
  const engines = enginesFor(request)
  if (!engines) return candidates
  const can = ({ declaration }: Candidate): boolean => engines.has(declaration?.engine ?? '')
  const kept = candidates.filter(one => !one.vetoed)
  // Who was unsafe lately stays last, whatever it can do.
  return [...kept.filter(can), ...kept.filter(one => !can(one)), ...candidates.filter(one => one.vetoed)]
}
