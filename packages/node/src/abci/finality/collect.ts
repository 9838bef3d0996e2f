// A proof's parts from where they are: our header from the store, the rest from the engine below us.
import { bytesToHex, encode, Header } from '@taonet/wire'
import { signedHeaderOf, validatorsOf } from '../engine-json.ts'
import type { EngineRpc } from '../engine-rpc.ts'
import { type LightBlock, lightBlockOf, openLightBlock } from './light-block.ts'
import { pathBetween, type Source } from './path.ts'
import type { FinalityProof } from './proof.ts'
import { type GenesisTrust, trustBlock, trustGenesis } from './trust.ts'

/** As many validators as the engine puts on a page, and as the chain has authorities. */
const PAGE = 100

/** What the verifier trusts: the genesis, or the engine's header of a height. */
export type Begin = GenesisTrust | number

/**
 * The proof of our block `header`, whose successor the engine has decided.
 * @throws NetError `engine` when it has not, or has discarded what is needed; `path` and `not-final` as `pathBetween`.
 */
export async function collectFinality(
  engine: EngineRpc,
  header: Header,
  begin: Begin,
): Promise<FinalityProof> {
  const source: Source = height => lightBlockAt(engine, height)
  const target = await source(BigInt(header.number + 1))
  const path =
    typeof begin === 'number'
      ? await pathFromHeight(source, BigInt(begin), target)
      : await pathBetween(source, trustGenesis(begin), target)
  return { header: bytesToHex(encode(Header, header)), ...target, ...(path.length > 0 && { path }) }
}

async function pathFromHeight(
  source: Source,
  height: bigint,
  target: LightBlock,
): Promise<readonly LightBlock[]> {
  const first = await source(height)
  return [first, ...(await pathBetween(source, trustBlock(openLightBlock(first)), target))]
}

async function lightBlockAt(engine: EngineRpc, height: bigint): Promise<LightBlock> {
  const at = String(height)
  const signed = signedHeaderOf(await engine.ask('commit', { height: at }))
  const page = { page: '1', per_page: String(PAGE) }
  return lightBlockOf(signed, validatorsOf(await engine.ask('validators', { height: at, ...page })))
}
