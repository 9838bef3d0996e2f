// Usage since the last batch, summed by key, model, miner and minute.
import type { Used } from './caller.ts'
import { MINUTE_S, type UsageKind, type UsageRow } from './usage-rows.ts'

const NOBODY = -1
const LONGEST_MODEL = 128

export class UsageSheet {
  readonly #rows = new Map<string, UsageRow>()

  get size(): number {
    return this.#rows.size
  }

  add(rows: readonly UsageRow[]): void {
    for (const row of rows) {
      const key = `${row.at} ${row.kind} ${row.caller} ${row.netuid}/${row.uid} ${row.model}`
      const sum = this.#rows.get(key)
      this.#rows.set(
        key,
        sum
          ? {
              ...sum,
              requests: sum.requests + row.requests,
              assisted: sum.assisted + row.assisted,
              prompt: sum.prompt + row.prompt,
              completion: sum.completion + row.completion,
              price: sum.price + row.price,
            }
          : row,
      )
    }
  }

  rows(): readonly UsageRow[] {
    return [...this.#rows.values()]
  }
}

const KINDS: Readonly<Record<string, UsageKind>> = {
  '/v1/chat/completions': 'completions',
  '/v1/completions': 'completions',
  '/v1/responses': 'completions',
  '/v1/embeddings': 'embeddings',
}

export interface Spent {
  readonly caller: string
  readonly route: string
  readonly requests: number
  readonly used: Used
  readonly price: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The request and its tokens belong to the miner whose words were sent first; the others assisted. */
export function usageOf({ caller, route, requests, used, price, now }: Spent): readonly UsageRow[] {
  const at = Math.floor(now / 1_000 / MINUTE_S) * MINUTE_S
  const { model, netuid, uids } = used
  const [first = NOBODY, ...others] = uids
  const shared = {
    at,
    kind: KINDS[route] ?? 'other',
    caller,
    // PostgreSQL keeps no zero bytes in text.
    model: model.replaceAll('\0', '').slice(0, LONGEST_MODEL),
    netuid,
  }
  return [
    {
      ...shared,
      uid: first,
      requests,
      assisted: 0,
      prompt: used.promptTokens,
      completion: used.completionTokens,
      price,
    },
    ...others.map(uid => ({
      ...shared,
      uid,
      requests: 0,
      assisted: requests,
      prompt: 0,
      completion: 0,
      price: 0,
    })),
  ]
}
