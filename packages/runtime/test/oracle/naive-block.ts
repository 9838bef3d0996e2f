// One block's emission, epochs and payouts as plain as chain-emission reads: rows by name, bigints scaled by 2^32 or 2^64,
// none of the runtime's own arithmetic or order of work. Root claims are not part of it.
import { type AccountId, I64F64, powFloor } from '@taonet/wire'
import { ChildKeys, ChildkeyTake, ParentKeys, PendingChildKeys } from '../../src/chapters/children/table.ts'
import type { EpochOutput, MechanismEpoch, SubnetEpoch } from '../../src/chapters/epoch/epoch.ts'
import { VotingPowerEmaAlpha } from '../../src/chapters/epoch/table.ts'
import {
  BlockAtRegistration,
  Keys,
  NetworkRegistrationAllowed,
  SubnetworkN,
  Uids,
} from '../../src/chapters/neurons/table.ts'
import {
  AutoStakeDestination,
  Delegates,
  OwnedHotkeys,
  Owner,
  StakeThreshold,
  TaoWeight,
} from '../../src/chapters/staking/table.ts'
import * as hyper from '../../src/chapters/subnets/table.ts'
import { LastUpdate, WeightCommits, Weights } from '../../src/chapters/weights/table.ts'
import { NetUid, ROOT, StorageIndex, Uid } from '../../src/nouns.ts'
import type { Reads } from '../../src/world.ts'
import { naiveEpoch } from './naive-epoch.ts'
import type { Rows } from './rows.ts'

const E18 = 10n ** 18n
const MAX = (1n << 64n) - 1n
const int = (x: bigint): bigint => x << 32n
const floor = (x: bigint): bigint => x >> 32n
const mul = (a: bigint, b: bigint): bigint => (a * b) >> 32n
const div = (a: bigint, b: bigint): bigint => (b === 0n ? 0n : (a << 32n) / b)
const div64 = (a: bigint, b: bigint): bigint => (b === 0n ? 0n : (a << 64n) / b)
const mul64 = (a: bigint, b: bigint): bigint => (a * b) >> 64n
const sum = (all: Iterable<bigint>): bigint => [...all].reduce((a, b) => a + b, 0n)
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const byBytes = <T>([a]: [string, T], [b]: [string, T]): number => (a < b ? -1 : 1)

/** The table of §1.2, thresholds in TAO, as far as these networks go; nothing is minted at 21 million. */
const HALVINGS = [0, 10_500_000, 15_750_000, 18_375_000, 19_687_500, 20_343_750, 20_671_875]
const emissionAt = (issuance: bigint): bigint =>
  issuance >= 21_000_000_000_000_000n
    ? 0n
    : 1_000_000_000n >> BigInt(HALVINGS.filter(tao => issuance >= BigInt(tao) * 1_000_000_000n).length - 1)

interface Terms {
  readonly alphaOut: bigint
  readonly alphaIn: bigint
  readonly taoIn: bigint
  readonly excess: bigint
}

/** Changes `rows`, which held the state of `before`, to what they must be after the step of `block`. */
export function naiveBlock(before: Reads, rows: Rows, block: number): void {
  new NaiveBlock(before, rows, BigInt(block)).run()
}

class NaiveBlock {
  readonly #before: Reads
  readonly #rows: Rows
  readonly #block: bigint
  readonly #w: bigint
  readonly #subnets: number[]

  constructor(before: Reads, rows: Rows, block: bigint) {
    this.#before = before
    this.#rows = rows
    this.#block = block
    this.#w = div(TaoWeight.get(before), MAX)
    // Below 256 the order of keys is that of numbers.
    this.#subnets = [...hyper.NetworksAdded.entries(before)].map(([[n]]) => n as number).filter(n => n > 0)
  }

  run(): void {
    const before = this.#before
    const eligible = this.#subnets.filter(
      n =>
        hyper.FirstEmissionBlockNumber.has(before, NetUid(n)) &&
        hyper.SubtokenEnabled.get(before, NetUid(n)) &&
        NetworkRegistrationAllowed.get(before, NetUid(n)),
    )
    const terms = this.#terms(eligible)
    const sells = sum(eligible.map(n => this.#moving(n))) > int(1n)
    eligible.forEach((n, i) => {
      this.#inject(n, terms[i]!)
    })
    eligible.forEach((n, i) => {
      this.#mintAlpha(n, terms[i]!.alphaOut, sells)
    })
    for (const [n, pending] of this.#turns()) this.#epoch(n, pending)
    for (const n of eligible) this.#average(n)
    for (const n of eligible) this.#rows.put(`RootProp/${n}`, this.#rootProportion(n))
    for (const n of this.#subnets)
      if (this.#rows.big(`LastEpochBlock/${n}`) === this.#block) this.#children(n)
  }

  #dynamic(n: number): boolean {
    return hyper.SubnetMechanism.get(this.#before, NetUid(n)) === 1
  }

  #moving(n: number): bigint {
    return this.#dynamic(n) ? this.#rows.big(`SubnetMovingPrice/${n}`) : int(1n)
  }

  #quote(n: number): bigint {
    const stored = this.#rows.values.get(`SwapBalancer/${n}`) as { quote: bigint } | undefined
    return stored?.quote ?? E18 / 2n
  }

  #price64(n: number): bigint {
    if (!this.#dynamic(n)) return 1n << 64n
    const [x, y] = [this.#rows.big(`SubnetAlphaIn/${n}`), this.#rows.big(`SubnetTAO/${n}`)]
    return mul64(div64(E18 - this.#quote(n), this.#quote(n)), div64(y, x))
  }

  #issuance(n: number): bigint {
    return this.#rows.big(`SubnetAlphaIn/${n}`) + this.#rows.big(`SubnetAlphaOut/${n}`)
  }

  #rootProportion(n: number): bigint {
    const root = mul(this.#w, int(this.#rows.big('SubnetTAO/0')))
    return div(root, root + int(this.#issuance(n)))
  }

  // §1.4, §1.5
  #terms(eligible: number[]): Terms[] {
    const prices = eligible.map(n => this.#moving(n) << 32n)
    const byPrice = prices.map(p => div64(p, sum(prices)))
    const weights = byPrice.map((share, i) =>
      mul64(share, (1n << 64n) - (this.#rows.big(`MinerBurned/${eligible[i]}`) << 32n)),
    )
    const all = sum(weights) === 0n ? byPrice : weights.map(x => div64(x, sum(weights)))
    const on = eligible.map(n => hyper.SubnetEmissionEnabled.get(this.#before, NetUid(n)))
    const kept = all.map((x, i) => (on[i] ? x : 0n))
    const shares = on.every(Boolean) ? all : kept.map(x => div64(x, sum(kept)))
    const minted = emissionAt(this.#rows.big('TotalIssuance'))
    return eligible.map((n, i) => {
      const tao = (minted * shares[i]!) >> 32n
      const alphaOut = emissionAt(this.#issuance(n))
      const price = this.#price64(n) >> 32n
      const cap = mul(this.#rootProportion(n), int(alphaOut))
      const wanted = div(tao, price)
      const taoIn = wanted > cap ? mul(cap, price) : tao
      return {
        alphaOut,
        alphaIn: floor(least(wanted, cap)),
        taoIn: floor(taoIn),
        excess: floor(tao - taoIn),
      }
    })
  }

  #mintTao(n: number, tao: bigint): void {
    this.#rows.add('TotalIssuance', tao)
    this.#rows.add(`account/${n}`, tao)
  }

  // §1.5(a)-(d)
  #inject(n: number, { alphaIn, taoIn, excess }: Terms): void {
    const rows = this.#rows
    const [x, y, w2] = [rows.big(`SubnetAlphaIn/${n}`), rows.big(`SubnetTAO/${n}`), this.#quote(n)]
    const half = E18 / 2n
    const q1 = ((E18 - w2) * y * (x + alphaIn) + half) / E18
    const q2 = (w2 * x * (y + taoIn) + half) / E18
    const quote = q1 + q2 === 0n ? half : (q2 * E18) / (q1 + q2)
    const accepted = quote >= E18 / 100n && quote <= (E18 * 99n) / 100n
    rows.put(`SwapBalancer/${n}`, { quote: accepted ? quote : w2 })
    rows.put(`SubnetExcessTao/${n}`, 0n)
    if (excess > 0n) {
      this.#mintTao(n, excess)
      const bought = this.#bought(n, excess)
      if (bought !== undefined) {
        if (this.#dynamic(n)) rows.add(`SubnetAlphaIn/${n}`, -bought)
        rows.add(`SubnetAlphaOut/${n}`, bought)
        rows.add(`SubnetProtocolAlpha/${n}`, bought)
        for (const label of [`SubnetTAO/${n}`, `SubnetVolume/${n}`, 'TotalStake']) rows.add(label, excess)
        rows.put(`SubnetExcessTao/${n}`, excess)
      }
    }
    const [tao, alpha] = accepted ? [taoIn, alphaIn] : [0n, 0n]
    this.#mintTao(n, tao)
    rows.add(`SubnetTAO/${n}`, tao)
    rows.add('TotalStake', tao)
    rows.add(`SubnetAlphaIn/${n}`, alpha)
    rows.put(`SubnetTaoInEmission/${n}`, tao)
    rows.put(`SubnetAlphaInEmission/${n}`, alpha)
  }

  /** chain-weights-staking §5.5 without fee; prices near the limit of 1e6 are not part of these networks. */
  #bought(n: number, dy: bigint): bigint | undefined {
    if (!this.#dynamic(n)) return dy
    const [x, y, w2] = [
      this.#rows.big(`SubnetAlphaIn/${n}`),
      this.#rows.big(`SubnetTAO/${n}`),
      this.#quote(n),
    ]
    if (dy > 1000n * y || x < 1_000_000n) return undefined
    const power = powFloor(
      { numerator: y, denominator: y + dy },
      { numerator: w2, denominator: E18 - w2 },
      E18,
    )
    const dx = mul64(x, (1n << 64n) - div64(power, E18))
    return dx === 0n ? undefined : dx
  }

  // §1.6
  #mintAlpha(n: number, amount: bigint, sells: boolean): void {
    const rows = this.#rows
    rows.add(`SubnetAlphaOut/${n}`, amount)
    rows.put(`SubnetAlphaOutEmission/${n}`, amount)
    const taken = hyper.OwnerCutEnabled.get(this.#before, NetUid(n))
    const fraction = taken ? div(BigInt(hyper.SubnetOwnerCut.get(this.#before)), 65_535n) : 0n
    const cut = mul(int(amount), fraction)
    const rest = int(amount) - cut
    const root = mul(this.#rootProportion(n), rest) / 2n
    const server = rest / 2n
    rows.add(`PendingOwnerCut/${n}`, floor(cut))
    rows.add(`PendingServerEmission/${n}`, floor(server))
    rows.add(`PendingValidatorEmission/${n}`, floor(rest - server - root))
    if (sells) rows.add(`PendingRootAlphaDivs/${n}`, floor(root))
    else rows.add(`SubnetAlphaOut/${n}`, -floor(root))
  }

  // §1.7, scheduling
  #turns(): [number, bigint[]][] {
    const [before, rows, block] = [this.#before, this.#rows, this.#block]
    const drained: [number, bigint[]][] = []
    let left = hyper.MaxEpochsPerBlock.get(before)
    for (const n of this.#subnets) {
      rows.add(`BlocksSinceLastStep/${n}`, 1n)
      const tempo = BigInt(hyper.Tempo.get(before, NetUid(n)))
      const pending = rows.big(`PendingEpochAt/${n}`)
      const due =
        tempo > 0n &&
        ((pending > 0n && block >= pending) ||
          rows.big(`BlocksSinceLastStep/${n}`) > 50_400n ||
          block - rows.big(`LastEpochBlock/${n}`) >= tempo)
      if (!due) continue
      if (left === 0) {
        rows.put(`PendingEpochAt/${n}`, block + 1n)
        continue
      }
      const keys = this.#keys(n)
      if (new Set(keys).size === keys.length) {
        left -= 1
        const counters = ['Server', 'Validator'].map(kind => `Pending${kind}Emission/${n}`)
        const labels = [...counters, `PendingRootAlphaDivs/${n}`, `PendingOwnerCut/${n}`]
        drained.push([n, labels.map(label => rows.big(label))])
        for (const label of labels) rows.put(label, 0n)
        rows.put(`BlocksSinceLastStep/${n}`, 0n)
      }
      rows.put(`LastEpochBlock/${n}`, block)
      rows.put(`PendingEpochAt/${n}`, 0n)
      rows.add(`SubnetEpochIndex/${n}`, 1n)
    }
    return drained
  }

  #keys(n: number): AccountId[] {
    const count = SubnetworkN.get(this.#before, NetUid(n))
    return Array.from({ length: count }, (_, uid) => Keys.get(this.#before, NetUid(n), Uid(uid)))
  }

  #staked(hotkey: AccountId, n: number): bigint {
    return this.#rows.big(`TotalHotkeyAlpha/${hotkey}/${n}`)
  }

  /** chain-epoch §2.2(3), in 64.64. */
  #total(hotkey: AccountId, n: number): bigint {
    const inherited = (where: number): bigint => {
      const own = this.#staked(hotkey, where)
      const lent = ChildKeys.get(this.#before, hotkey, NetUid(n)).map(([p]) => mul(int(own), div(p, MAX)))
      const kept = int(own) - sum(lent)
      const borrowed = ParentKeys.get(this.#before, hotkey, NetUid(n)).map(([p, parent]) =>
        mul(int(this.#staked(parent, where)), div(p, MAX)),
      )
      return floor((kept < 0n ? 0n : kept) + sum(borrowed))
    }
    return (inherited(n) << 64n) + inherited(0) * (this.#w << 32n)
  }

  #subnetEpoch(n: number, keys: AccountId[]): SubnetEpoch {
    const [before, netuid] = [this.#before, NetUid(n)]
    const tempo = hyper.Tempo.get(before, netuid)
    const [low, high] = hyper.AlphaValues.get(before, netuid)
    const steepness = hyper.AlphaSigmoidSteepness.get(before, netuid)
    const ownerUid = Uids.get(before, netuid, hyper.SubnetOwnerHotkey.get(before, netuid))
    return {
      block: Number(this.#block),
      tempo,
      lastStep: Number(this.#rows.big(`LastMechansimStepBlock/${n}`)),
      activityCutoff: Math.max(
        1,
        Math.floor((hyper.ActivityCutoffFactorMilli.get(before, netuid) * tempo) / 1000),
      ),
      stake: keys.map(hotkey => I64F64.fromBits(this.#total(hotkey, n))),
      stakeThreshold: StakeThreshold.get(before),
      ownerUid: ownerUid ?? null,
      permits: (this.#rows.values.get(`ValidatorPermit/${n}`) ?? []) as boolean[],
      maxValidators: hyper.MaxAllowedValidators.get(before, netuid),
      registeredAt: keys.map((_, uid) => Number(BlockAtRegistration.get(before, netuid, Uid(uid)))),
      kappa: hyper.Kappa.get(before, netuid),
      bondsPenalty: hyper.BondsPenalty.get(before, netuid),
      bondsMovingAverage: Number(hyper.BondsMovingAverage.get(before, netuid)),
      yuma3: hyper.Yuma3On.get(before, netuid),
      liquidAlpha: hyper.LiquidAlphaOn.get(before, netuid) ? { low, high, steepness } : null,
    }
  }

  #mechanismEpoch(n: number, index: number, keys: AccountId[]): MechanismEpoch {
    const [before, at] = [this.#before, StorageIndex(index)]
    const updates = LastUpdate.get(before, at).map(Number)
    const revealing = hyper.CommitRevealWeightsEnabled.get(before, NetUid(n))
    const period = hyper.RevealPeriodEpochs.get(before, NetUid(n))
    const epoch = this.#rows.big(`SubnetEpochIndex/${n}`)
    const firstCommit = (hotkey: AccountId): number | null => {
      const open = (WeightCommits.get(before, at, hotkey) ?? []).find(([, made]) => epoch <= made + period)
      return open ? Number(open[2]) : null
    }
    return {
      lastUpdate: keys.map((_, uid) => updates[uid] ?? 0),
      weights: keys.map((_, uid) => Weights.get(before, at, Uid(uid))),
      bonds: keys.map(
        (_, uid) => (this.#rows.values.get(`Bonds/${index}/${uid}`) ?? []) as [number, number][],
      ),
      commitBlocks: revealing ? keys.map(firstCommit) : null,
    }
  }

  // §1.7, distribution
  #epoch(n: number, pending: bigint[]): void {
    const [before, rows, netuid] = [this.#before, this.#rows, NetUid(n)]
    const [server = 0n, validator = 0n, root = 0n, ownerCut = 0n] = pending
    const keys = this.#keys(n)
    const { servers, validators } = this.#runMechanisms(n, keys, server + validator + root)
    const earned = sum(servers)
    const pot = earned === 0n ? validator + server : validator

    const dividends = new Map<AccountId, bigint>()
    const add = (hotkey: AccountId, amount: bigint): void => {
      if (amount > 0n) dividends.set(hotkey, (dividends.get(hotkey) ?? 0n) + amount)
    }
    // Ours: what is burnt leaves the pots too, the validators' first.
    const burned = sum(keys.map((hotkey, uid) => this.#spread(n, hotkey, validators[uid]!, add)))
    const left = { pot: pot - least(burned, pot), root: root - (burned - least(burned, pot)) }
    rows.add(`SubnetAlphaOut/${n}`, -burned)
    const list = [...dividends].sort(byBytes)
    const parts = list.map(([hotkey, dividend]) => {
      const weighted = mul(int(this.#staked(hotkey, 0)), this.#w)
      const toRoot = mul(int(dividend), div(weighted, int(this.#staked(hotkey, n)) + weighted))
      return { toRoot, toAlpha: int(dividend) - toRoot }
    })
    const allRoot = sum(parts.map(part => part.toRoot))
    const allAlpha = sum(parts.map(part => part.toAlpha))
    const payouts = parts.map(({ toRoot, toAlpha }) => ({
      alpha: mul(int(left.pot), div(toAlpha, allAlpha)),
      root: mul(int(left.root), div(toRoot, allRoot)),
    }))

    const owner = hyper.SubnetOwner.get(before, netuid)
    const ownerHotkey = hyper.SubnetOwnerHotkey.get(before, netuid)
    this.#give(ownerHotkey, n, ownerCut)
    const withheldFrom = new Set<AccountId>([ownerHotkey, ...OwnedHotkeys.get(before, owner)])
    let withheld = 0n
    keys.forEach((hotkey, uid) => {
      if (withheldFrom.has(hotkey)) withheld += servers[uid]!
      else {
        const coldkey = Owner.get(before, hotkey)
        this.#give(AutoStakeDestination.get(before, coldkey, netuid) ?? hotkey, n, servers[uid]!)
      }
    })
    if (hyper.RecycleOrBurn.get(before, netuid).type === 'Recycle') rows.add(`SubnetAlphaOut/${n}`, -withheld)
    rows.put(`MinerBurned/${n}`, div(withheld, earned))

    rows.drop(`AlphaDividendsPerSubnet/${n}/`)
    rows.drop(`RootAlphaDividendsPerSubnet/${n}/`)
    list.forEach(([hotkey], i) => {
      const take = div(BigInt(Delegates.get(before, hotkey)), 65_535n)
      const { alpha, root: claim } = payouts[i]!
      this.#give(hotkey, n, floor(mul(take, alpha)))
      const rest = floor(alpha - mul(take, alpha))
      this.#give(hotkey, n, rest)
      rows.put(`AlphaDividendsPerSubnet/${n}/${hotkey}`, rest)
      if (rest > 0n) rows.put(`TotalHotkeyAlphaLastEpoch/${hotkey}/${n}`, this.#staked(hotkey, n))
      this.#give(hotkey, n, floor(mul(take, claim)))
      this.#claimable(hotkey, n, floor(claim - mul(take, claim)))
    })
    rows.put(`LastMechansimStepBlock/${n}`, this.#block)
  }

  #give(hotkey: AccountId, n: number, amount: bigint): void {
    this.#rows.add(`TotalHotkeyAlpha/${hotkey}/${n}`, amount)
  }

  // §1.9, first point
  #claimable(hotkey: AccountId, n: number, amount: bigint): void {
    if (amount === 0n) return
    this.#rows.put(`RootAlphaDividendsPerSubnet/${n}/${hotkey}`, amount)
    const staked = this.#staked(hotkey, ROOT)
    if (amount > staked) return this.#give(hotkey, n, amount)
    const rates = new Map((this.#rows.values.get(`RootClaimable/${hotkey}`) ?? []) as [number, bigint][])
    rates.set(n, (rates.get(n) ?? 0n) + div(amount, staked))
    this.#rows.put(
      `RootClaimable/${hotkey}`,
      [...rates].sort(([a], [b]) => a - b),
    )
  }

  // §1.8
  #spread(
    n: number,
    child: AccountId,
    dividend: bigint,
    add: (hotkey: AccountId, amount: bigint) => void,
  ): bigint {
    const [before, netuid] = [this.#before, NetUid(n)]
    const brings = (hotkey: AccountId, part: bigint): bigint =>
      mul(int(this.#staked(hotkey, n)), part) + mul(mul(int(this.#staked(hotkey, 0)), part), this.#w)
    const lent = sum(ChildKeys.get(before, child, netuid).map(([p]) => div(p, MAX)))
    const self = int(floor(brings(child, int(1n) - lent)))
    const parents = ParentKeys.get(before, child, netuid).map(([p, parent]) => ({
      parent,
      brought: brings(parent, div(p, MAX)),
    }))
    const whole = self + sum(parents.map(one => one.brought))
    const stored = ChildkeyTake.get(before, child, netuid)
    const rate = Math.max(
      stored,
      hyper.MinChildkeyTake.get(before),
      hyper.MinChildkeyTakePerSubnet.get(before, netuid),
    )
    let kept = int(dividend)
    let burned = 0n
    for (const { parent, brought } of parents) {
      const gross = mul(int(dividend), div(brought, whole))
      const foreign = Owner.get(before, parent) !== Owner.get(before, child)
      const burn = foreign ? mul(div(hyper.CKBurn.get(before), MAX), gross) : 0n
      const take = foreign ? mul(div(BigInt(rate), 65_535n), gross) : 0n
      add(parent, floor(gross - burn - take))
      burned += floor(burn)
      kept += take - gross
    }
    add(child, floor(kept))
    return burned
  }

  // chain-epoch §2.11
  #runMechanisms(n: number, keys: AccountId[], amount: bigint): { servers: bigint[]; validators: bigint[] } {
    const [before, rows] = [this.#before, this.#rows]
    const count = hyper.MechanismCountCurrent.get(before, NetUid(n)) as number
    const split = hyper.MechanismEmissionSplit.get(before, NetUid(n))
    const parts = Array.from({ length: count }, (_, m) =>
      split ? (amount * BigInt(split[m] ?? 0)) / 65_535n : amount / BigInt(count),
    )
    parts[0] = parts[0]! + amount - sum(parts)
    const subnet = this.#subnetEpoch(n, keys)
    const outputs = parts.map((part, m) => {
      const index = m * 4096 + n
      const output = naiveEpoch(subnet, this.#mechanismEpoch(n, index, keys), part)
      rows.put(`Incentive/${index}`, output.incentive)
      output.bonds.forEach((row, uid) => {
        rows.put(`Bonds/${index}/${uid}`, row)
      })
      return output
    })
    const weights = parts.map((part, m) => (amount === 0n ? (m === 0 ? 1n << 64n : 0n) : div64(part, amount)))
    const per = <T>(f: (uid: number) => T): T[] => keys.map((_, uid) => f(uid))
    const weighted = (pick: (output: EpochOutput) => readonly (number | bigint)[]): bigint[] =>
      per(uid => sum(outputs.map((output, m) => (BigInt(pick(output)[uid]!) * weights[m]!) >> 64n)))
    const plain = (pick: (output: EpochOutput) => readonly bigint[]): bigint[] =>
      per(uid => sum(outputs.map(output => pick(output)[uid]!)))
    rows.put(
      `Active/${n}`,
      per(uid => outputs.some(output => output.active[uid])),
    )
    const permits = per(uid => outputs.some(output => output.permits[uid]))
    rows.put(`ValidatorPermit/${n}`, permits)
    rows.put(
      `Emission/${n}`,
      weighted(output => output.emission),
    )
    rows.put(`Consensus/${n}`, weighted(output => output.consensus).map(Number))
    rows.put(`Dividends/${n}`, weighted(output => output.dividends).map(Number))
    rows.put(`ValidatorTrust/${n}`, weighted(output => output.validatorTrust).map(Number))
    rows.put(`StakeWeight/${n}`, weighted(output => output.stakeWeight).map(Number))
    this.#votingPower(
      n,
      keys,
      permits,
      subnet.stake.map(total => (total >> 64n) * BigInt(count)),
    )
    return { servers: plain(o => o.serverEmission), validators: plain(o => o.validatorEmission) }
  }

  // §1.1(7), §1.10
  #children(n: number): void {
    const rows = this.#rows
    type Links = [bigint, AccountId][]
    const links = (label: string): Links => (rows.values.get(label) ?? []) as Links
    // Only the order is read from the state: two lists that contradict each other are taken as they are stored.
    for (const [[, hotkey], [wanted, cooldown]] of PendingChildKeys.entries(this.#before, NetUid(n))) {
      if (cooldown >= this.#block) continue
      rows.values.delete(`PendingChildKeys/${n}/${hotkey}`)
      const parents = links(`ParentKeys/${hotkey}/${n}`).map(([, parent]) => parent)
      const names = wanted.map(([, child]) => child)
      const possible =
        names.length <= 5 && sum(wanted.map(([part]) => part)) <= MAX && !names.includes(hotkey)
      if (!possible || names.some(child => parents.includes(child))) continue
      for (const [, child] of links(`ChildKeys/${hotkey}/${n}`)) {
        const others = links(`ParentKeys/${child}/${n}`).filter(([, parent]) => parent !== hotkey)
        rows.put(`ParentKeys/${child}/${n}`, others)
      }
      rows.put(`ChildKeys/${hotkey}/${n}`, wanted)
      for (const [part, child] of wanted) {
        rows.put(`ParentKeys/${child}/${n}`, [...links(`ParentKeys/${child}/${n}`), [part, hotkey]])
      }
    }
  }

  // chain-epoch §2.12
  #votingPower(n: number, keys: AccountId[], permits: boolean[], stakes: bigint[]): void {
    const rows = this.#rows
    if (!rows.values.has(`VotingPowerTrackingEnabled/${n}`)) return
    const end = rows.big(`VotingPowerDisableAtBlock/${n}`)
    const before = rows.under(`VotingPower/${n}/`)
    if (end > 0n && this.#block >= end) {
      for (const row of ['TrackingEnabled', 'DisableAtBlock']) rows.values.delete(`VotingPower${row}/${n}`)
      rows.drop(`VotingPower/${n}/`)
      return
    }
    const threshold = StakeThreshold.get(this.#before)
    const a = VotingPowerEmaAlpha.get(this.#before, NetUid(n))
    rows.drop(`VotingPower/${n}/`)
    keys.forEach((hotkey, uid) => {
      const label = `VotingPower/${n}/${hotkey}`
      const previous = (new Map(before).get(label) ?? 0n) as bigint
      const power = (a * stakes[uid]! + (E18 - a) * previous) / E18
      if (!permits[uid] || (power < threshold && previous >= threshold)) return
      rows.put(label, power > 0n ? power : previous)
    })
  }

  // §1.4, last part
  #average(n: number): void {
    const [before, netuid] = [this.#before, NetUid(n)]
    const first = hyper.FirstEmissionBlockNumber.get(before, netuid) ?? 0n
    const age = this.#block - (first - 1n)
    const halving = hyper.EMAPriceHalvingBlocks.get(before, netuid)
    const a = mul64(hyper.SubnetMovingAlpha.get(before) << 32n, div64(age, age + halving))
    const spot = least(this.#price64(n), 1n << 64n)
    const old = this.#rows.big(`SubnetMovingPrice/${n}`) << 32n
    const moved = mul64(a, spot) + mul64((1n << 64n) - a, old)
    this.#rows.put(`SubnetMovingPrice/${n}`, moved >> 32n)
  }
}
