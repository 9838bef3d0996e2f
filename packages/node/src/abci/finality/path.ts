// How trust comes from a header to a later one: at once where enough of the trusted signed that, else by way of what lies
// between. It asks for the logarithm of the distance at every change of the validators.
import { NetError } from '@taonet/wire'
import { type LightBlock, openLightBlock } from './light-block.ts'
import { LONGEST_PATH } from './proof.ts'
import { follow, hindrance, type TrustedHeight } from './trust.ts'

/** The engine's header, votes and voters of a height. */
export type Source = (height: bigint) => Promise<LightBlock>

/**
 * The blocks between, in their order; those at both ends are not among them.
 * @throws NetError `path` when it would be too long, and what `source` throws.
 */
export async function pathBetween(
  source: Source,
  from: TrustedHeight,
  target: LightBlock,
): Promise<readonly LightBlock[]> {
  const path: LightBlock[] = []
  const wanted = [target]
  let reached = from
  for (let next = wanted.at(-1); next; next = wanted.at(-1)) {
    const block = openLightBlock(next)
    const { height } = block.header
    // What cannot be bridged by halving is no matter of distance.
    if (hindrance(reached, block) === undefined || height - reached.height <= 1n) {
      reached = follow(reached, block)
      wanted.pop()
      if (wanted.length > 0) path.push(next)
    } else wanted.push(await source((reached.height + height) / 2n))
    if (path.length + wanted.length > LONGEST_PATH)
      throw new NetError('path', 'too much changed since', 'begin at a later height that you trust')
  }
  return path
}
