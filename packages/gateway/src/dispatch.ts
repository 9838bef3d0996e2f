// One request to the best miner that answers: the next one is tried while the deadline lasts and nothing was sent yet.
import type { Dispatcher, Reply, ServicePath } from '@taonet/neuron'
import { isNetError } from '@taonet/wire'
import type { Candidate, Network } from './candidates.ts'
import { noMiner } from './openai-error.ts'

export interface Served {
  readonly reply: Reply
  readonly miner: Candidate
  /** Uids that failed before. */
  readonly tried: readonly number[]
}

/** At most so many miners are asked for one request. */
const MOST_TRIES = 4

/** Live traffic spreads over all validators: the one with the fewest requests under way. */
function leastBusy(network: Network): Dispatcher | undefined {
  return network.validators
    .map(one => one.dispatcher)
    .sort((a, b) => a.metrics().inFlight - b.metrics().inFlight)[0]
}

/** @throws NetError `no-miner`, or what the last miner failed with. */
export async function dispatch(
  network: Network,
  candidates: readonly Candidate[],
  model: string,
  path: ServicePath,
  body: unknown,
  options: { readonly deadline: number; readonly signal: AbortSignal },
): Promise<Served> {
  const until = performance.now() + options.deadline
  const tried: number[] = []
  let last: unknown = noMiner(model)
  for (const miner of candidates.slice(0, MOST_TRIES)) {
    const dispatcher = leastBusy(network)
    const left = until - performance.now()
    if (!dispatcher || left <= 0 || options.signal.aborted) break
    try {
      // A stuck miner may not eat the whole deadline while others wait to be asked.
      const share = tried.length + 1 < candidates.length ? Math.max(left / 2, 1_000) : left
      const reply = await dispatcher.send(miner.target, path, body, {
        deadline: Math.min(left, share),
        signal: options.signal,
      })
      if (reply.status === 200) return { reply, miner, tried }
      reply.cancel()
      last = noMiner(model)
    } catch (thrown) {
      if (!isNetError(thrown) || thrown.code === 'aborted') throw thrown
      last = thrown
    }
    tried.push(miner.uid)
  }
  throw last
}
