// Expected pay against paid pay, to the rao.
import { type Chain, int, num, type View } from './chain-view.ts'
import { pay } from './distribution.ts'
import { type EpochOutput, epoch } from './epoch.ts'
import { pending, plus, splitAfter } from './read-block.ts'
import { readAutoStake, readEpoch } from './read-epoch.ts'

/** Calls that move nobody's stake; anything else in an epoch's block would have to be accounted for. */
const HARMLESS = new Set([
  'timestamp.set',
  'subtensorModule.commitWeights',
  'subtensorModule.revealWeights',
  'subtensorModule.serveAxon',
  'commitments.setCommitment',
])

export interface PayReport {
  readonly netuid: number
  readonly block: number
  readonly paid: bigint
  readonly minersPaid: number
  readonly validatorsPaid: number
  /** Empty when everything agrees. */
  readonly differences: readonly string[]
}

/** The epoch that ran in `block`, recomputed from the block before. */
export async function checkPay(chain: Chain, netuid: number, block: number): Promise<PayReport> {
  const [before, after] = [await chain.at(block - 1), await chain.at(block)]
  const differences: string[] = []
  const compare = (what: string, expected: unknown, found: unknown): void => {
    if (expected !== found) differences.push(`${what}: expected ${expected}, found ${found}`)
  }
  for (const call of await chain.calls(block))
    if (!HARMLESS.has(call)) differences.push(`${call} is in the block`)

  const state = await readEpoch(before, netuid)
  const split = (await splitAfter(before)).get(netuid)
  if (!split) throw new RangeError(`subnet ${netuid} does not earn`)
  const drained = plus(await pending(before, netuid), split.added)
  const result = epoch(state.input, drained.server + drained.validator + drained.root)
  await compareOutput(after, netuid, result, compare)
  for (const [name, left] of Object.entries(await pending(after, netuid)))
    compare(`pending ${name}`, 0n, left)

  const expected = pay({
    drained,
    neurons: state.neurons,
    serverEmission: result.serverEmission,
    validatorEmission: result.validatorEmission,
    taoWeight: state.taoWeight,
    owner: state.owner,
    autoStake: await readAutoStake(
      before,
      netuid,
      state.neurons.map(one => one.coldkey),
    ),
  })
  const gained = await gains(before, after, netuid)
  for (const key of new Set([...expected.keys(), ...gained.keys()]))
    compare(`alpha of ${key}`, expected.get(key) ?? 0n, gained.get(key) ?? 0n)
  const count = (amounts: readonly bigint[]): number => amounts.filter(one => one > 0n).length
  return {
    netuid,
    block,
    paid: [...gained.values()].reduce((total, one) => total + one, 0n),
    minersPaid: count(result.serverEmission),
    validatorsPaid: count(result.validatorEmission),
    differences,
  }
}

/** A block between epochs: what it set aside, and the TAO it put into or spent on the pool. */
export async function checkSplit(chain: Chain, netuid: number, block: number): Promise<readonly string[]> {
  const [before, after] = [await chain.at(block - 1), await chain.at(block)]
  const split = (await splitAfter(before)).get(netuid)
  if (!split) throw new RangeError(`subnet ${netuid} does not earn`)
  const expected = plus(await pending(before, netuid), split.added)
  const found = await pending(after, netuid)
  const differences = (['server', 'validator', 'root', 'owner'] as const).flatMap(name =>
    expected[name] === found[name]
      ? []
      : [`block ${block}, pending ${name}: ${found[name]}, not ${expected[name]}`],
  )
  const tao =
    int(await after.read('subnetTaoInEmission', netuid)) + int(await after.read('subnetExcessTao', netuid))
  const wanted = (split.terms.taoIn + split.terms.excess) >> 32n
  // Two floors, and a share whose last bits the page leaves open.
  return tao >= wanted - 2n && tao <= wanted + 1n
    ? differences
    : [...differences, `block ${block}, TAO: ${tao}, not ${wanted}`]
}

async function compareOutput(
  after: View,
  netuid: number,
  result: EpochOutput,
  compare: (what: string, expected: unknown, found: unknown) => void,
): Promise<void> {
  const rows = {
    incentive: result.incentive,
    dividends: result.dividends,
    consensus: result.consensus,
    validatorTrust: result.validatorTrust,
    stakeWeight: result.stakeWeight,
    emission: result.emission,
    validatorPermit: result.permits,
    active: result.active,
  }
  for (const [name, expected] of Object.entries(rows)) {
    const found = await after.read(name, netuid)
    compare(name, plain(expected), plain(Array.isArray(found) ? found : []))
  }
  for (const [uid, row] of result.bonds.entries())
    compare(`bonds of ${uid}`, JSON.stringify(row), JSON.stringify(await after.read('bonds', netuid, uid)))
}

const plain = (values: readonly unknown[]): string =>
  values
    .map(one => (typeof one === 'boolean' ? one : num(typeof one === 'bigint' ? one.toString() : one)))
    .join(' ')

/** Growth of every hotkey's alpha, keyed with its owner: the only holder, which is checked. */
async function gains(before: View, after: View, netuid: number): Promise<ReadonlyMap<string, bigint>> {
  const grown = new Map<string, bigint>()
  const hotkeys = new Set(
    (await after.entries('ownedHotkeys')).flatMap(([, owned]) => (Array.isArray(owned) ? owned : [])),
  )
  for (const hotkey of hotkeys.values()) {
    const name = String(hotkey)
    const now = int(await after.read('totalHotkeyAlpha', name, netuid))
    const then = int(await before.read('totalHotkeyAlpha', name, netuid))
    const coldkey = String(await after.read('owner', name))
    if (now > 0n) await onlyHolder(after, name, coldkey, netuid)
    if (now !== then) grown.set(`${name}/${coldkey}`, now - then)
  }
  return grown
}

/** All shares are the owner's, so that the pool's value is the position's (chain-weights-staking §5.1). */
async function onlyHolder(view: View, hotkey: string, coldkey: string, netuid: number): Promise<void> {
  const held = JSON.stringify(await view.read('alphaV2', hotkey, coldkey, netuid))
  const all = JSON.stringify(await view.read('totalHotkeySharesV2', hotkey, netuid))
  if (held !== all) throw new RangeError(`${hotkey} has other holders than its owner: ${held} of ${all}`)
}
