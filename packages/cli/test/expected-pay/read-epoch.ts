// Everything an epoch depends on, as the block before it left it (chain-epoch §2.1).
import { int, list, num, pairs, type View } from './chain-view.ts'
import { earliestCommit } from './commit-mask.ts'
import type { HotkeyState } from './distribution.ts'
import { activityCutoff, type EpochInput } from './epoch.ts'
import { div, whole } from './fixed.ts'

const ROOT = 0
const FULL_U64 = (1n << 64n) - 1n

export interface EpochState {
  readonly input: EpochInput
  readonly neurons: readonly HotkeyState[]
  readonly owner: { readonly hotkey: string; readonly coldkey: string }
  readonly taoWeight: bigint
}

/** `TaoWeight` with 32 fraction bits. */
export const taoWeightOf = async (view: View): Promise<bigint> =>
  div(whole(int(await view.read('taoWeight'))), whole(FULL_U64))

/**
 * @param view state before the epoch's block.
 * @throws when the subnet uses what this recomputation leaves out: several mechanisms, child keys, timelocked commits.
 */
export async function readEpoch(view: View, netuid: number): Promise<EpochState> {
  const read = (name: string) => view.read(name, netuid)
  await refuseTheUnknown(view, netuid)
  const n = num(await read('subnetworkN'))
  const uids = Array.from({ length: n }, (_, uid) => uid)
  const hotkeys = await Promise.all(uids.map(async uid => String(await view.read('keys', netuid, uid))))
  const neurons = await Promise.all(hotkeys.map(hotkey => readHotkey(view, netuid, hotkey)))
  const owner = {
    hotkey: String(await read('subnetOwnerHotkey')),
    coldkey: String(await read('subnetOwner')),
  }
  const ownerUid = hotkeys.indexOf(owner.hotkey)
  const taoWeight = await taoWeightOf(view)
  const tempo = num(await read('tempo'))
  const [alphaLow, alphaHigh] = list(await read('alphaValues')).map(num)
  return {
    neurons,
    owner,
    taoWeight,
    input: {
      n,
      block: view.block + 1,
      // Alpha is whole; TAO times its weight has 32 fraction bits (§2.2(3)).
      total: neurons.map(({ alpha, root }) => (alpha << 64n) + ((root * taoWeight) << 32n)),
      lastUpdate: list(await read('lastUpdate')).map(num),
      registered: await Promise.all(
        uids.map(async uid => num(await view.read('blockAtRegistration', netuid, uid))),
      ),
      permits: list(await read('validatorPermit')).map(one => one === true),
      maxValidators: num(await read('maxAllowedValidators')),
      weights: await rows(view, 'weights', netuid, uids),
      bonds: await rows(view, 'bonds', netuid, uids),
      kappa: num(await read('kappa')),
      bondsPenalty: num(await read('bondsPenalty')),
      bondsMovingAverage: num(await read('bondsMovingAverage')),
      liquidAlpha: (await read('liquidAlphaOn')) === true,
      alphaLow: alphaLow ?? 0,
      alphaHigh: alphaHigh ?? 0,
      steepness: num(await read('alphaSigmoidSteepness')),
      yuma3: (await read('yuma3On')) === true,
      tempo,
      lastStep: num(await read('lastMechansimStepBlock')),
      activityCutoff: activityCutoff(num(await read('activityCutoffFactorMilli')), tempo),
      stakeThreshold: int(await view.read('stakeThreshold')),
      ownerUid: ownerUid < 0 ? undefined : ownerUid,
      ...(await commitBlocks(view, netuid, hotkeys)),
    },
  }
}

async function readHotkey(view: View, netuid: number, hotkey: string): Promise<HotkeyState> {
  const [coldkey, alpha, root, take] = await Promise.all([
    view.read('owner', hotkey),
    view.read('totalHotkeyAlpha', hotkey, netuid),
    view.read('totalHotkeyAlpha', hotkey, ROOT),
    view.read('delegates', hotkey),
  ])
  return { hotkey, coldkey: String(coldkey), alpha: int(alpha), root: int(root), take: num(take) }
}

async function rows(
  view: View,
  name: string,
  netuid: number,
  uids: readonly number[],
): Promise<readonly (readonly (readonly [number, number])[])[]> {
  return Promise.all(uids.map(async uid => pairs(await view.read(name, netuid, uid))))
}

/** The epoch's own index counts (§2.2(9d)): one more than the block before says. */
async function commitBlocks(
  view: View,
  netuid: number,
  hotkeys: readonly string[],
): Promise<Pick<EpochInput, 'commitBlocks'>> {
  if ((await view.read('commitRevealWeightsEnabled', netuid)) !== true) return {}
  const current = num(await view.read('subnetEpochIndex', netuid)) + 1
  const period = num(await view.read('revealPeriodEpochs', netuid))
  const queues = await Promise.all(hotkeys.map(hotkey => view.read('weightCommits', netuid, hotkey)))
  return {
    commitBlocks: queues.map(queue =>
      earliestCommit(
        list(queue ?? []).map(one => {
          const [, epoch, block] = list(one)
          return { epoch: num(epoch), block: num(block) }
        }),
        current,
        period,
      ),
    ),
  }
}

async function refuseTheUnknown(view: View, netuid: number): Promise<void> {
  if (num(await view.read('mechanismCountCurrent', netuid)) !== 1)
    throw new RangeError(`subnet ${netuid} has several mechanisms`)
  for (const name of ['timelockedWeightCommits', 'childKeys', 'parentKeys'])
    for (const [, value] of await entriesOf(view, name, netuid))
      if (list(value).length > 0) throw new RangeError(`subnet ${netuid} has ${name}`)
}

/** Child and parent keys are stored by hotkey first. */
const entriesOf = (
  view: View,
  name: string,
  netuid: number,
): Promise<readonly (readonly [string, unknown])[]> =>
  name === 'timelockedWeightCommits'
    ? view.entries(name, netuid)
    : view.entries(name).then(all => all.filter(([last]) => last === String(netuid)))

/** The coldkey's choice of hotkey for its incentive, for those of the neurons' coldkeys that made one. */
export async function readAutoStake(
  view: View,
  netuid: number,
  coldkeys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const chosen = await Promise.all(
    [...new Set(coldkeys)].map(
      async coldkey => [coldkey, await view.read('autoStakeDestination', coldkey, netuid)] as const,
    ),
  )
  return new Map(
    chosen.flatMap(([coldkey, hotkey]) => (hotkey === null ? [] : [[coldkey, String(hotkey)] as const])),
  )
}
