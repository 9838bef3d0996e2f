// Why an answer came from whom it came from, as the gateway tells it to those who ask (`include: ["routing"]`).

export type Kind = 'one' | 'vote' | 'tokens'

export interface Expert {
  readonly uid: number
  readonly model: string
  /** Mean published score for questions of this kind, 0 … 1; undefined where there is none. */
  readonly score: number | undefined
  /** What its score is expected to be, 0 … 1. */
  readonly chance: number
  readonly part: 'answered' | 'asked too' | undefined
}

export interface Routing {
  readonly kind: Kind
  /** Undefined where the question is like none that was scored. */
  readonly cluster: number | undefined
  /** Best first. */
  readonly experts: readonly Expert[]
}

const KINDS: readonly Kind[] = ['one', 'vote', 'tokens']

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** Undefined for a chunk that tells nothing of it. */
export function routingIn(chunk: Record<string, unknown>): Routing | undefined {
  const routing = isRecord(chunk.taonet) ? chunk.taonet.routing : undefined
  if (!isRecord(routing)) return undefined
  const kind = KINDS.find(one => one === routing.kind)
  if (kind === undefined) return undefined
  const [served, hedged] = [list(routing.served), list(routing.hedged)]
  const partOf = (uid: number): Expert['part'] =>
    served.includes(uid) ? 'answered' : hedged.includes(uid) ? 'asked too' : undefined
  const experts = list(routing.candidates).flatMap((one): Expert[] => {
    if (!isRecord(one) || typeof one.uid !== 'number' || typeof one.model !== 'string') return []
    const { uid, model } = one
    return [{ uid, model, score: number(one.score), chance: number(one.chance) ?? 0, part: partOf(uid) }]
  })
  return { kind, cluster: number(routing.cluster), experts }
}
