// What developers do to their own chain: make blocks now, move time, go back, keep and load states, give themselves money
// and speak for any account. It exists only on chains of the profiles `dev` and `local`. Each deed happens between two
// blocks.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { NetUid, subnets } from '@taonet/runtime/tables'
import { type AccountId, blockTime, NetError } from '@taonet/wire'
import type { Clock } from '../embedded/clock.ts'
import type { Sealer } from '../embedded/sealer.ts'
import type { Host } from '../host/host.ts'
import type { Head } from '../host/port.ts'
import type { Pool } from '../pool/pool.ts'
import { cannotFund, freeRao, fundingTo, only } from './funding.ts'
import { changesTo } from './loaded-block.ts'
import { Snapshots } from './snapshots.ts'
import { dumpState, openDump } from './state-dump.ts'

export interface DeveloperOptions {
  readonly host: Host
  readonly pool: Pool
  readonly sealer: Sealer
  readonly clock: Clock
}

/** An epoch runs after the tempo, later when more are due than one block runs (chain-emission §1.7). */
const BLOCKS_BEYOND_TEMPO = 256

export class Developer {
  readonly #options: DeveloperOptions
  readonly #snapshots = new Snapshots()

  constructor(options: DeveloperOptions) {
    this.#options = options
  }

  /** Seals blocks one after the other, with whatever waits. Returns the last. */
  newBlocks(count: number): Promise<Head> {
    return this.#alone(async () => {
      for (let sealed = 0; sealed < count; sealed++) await this.#seal()
    })
  }

  /** Seals until the subnet's epoch ran. @throws NetError `no-epoch`. */
  nextEpoch(subnet: number): Promise<Head> {
    const { host } = this.#options
    const netuid = NetUid(subnet)
    const rows = subnets.storage
    const lastEpoch = () => rows.LastEpochBlock.get({ state: host.state }, netuid)
    return this.#alone(async () => {
      const exists = subnet > 0 && rows.NetworksAdded.get({ state: host.state }, netuid)
      const tempo = rows.Tempo.get({ state: host.state }, netuid)
      if (!exists || tempo === 0)
        throw new NetError('no-epoch', `subnet ${subnet} has no epochs`, 'name a subnet that is there')
      const before = lastEpoch()
      for (let left = tempo + BLOCKS_BEYOND_TEMPO; lastEpoch() === before; left--) {
        if (left === 0)
          throw new NetError(
            'no-epoch',
            `no epoch of subnet ${subnet} ran`,
            'see its tempo and pending epoch',
          )
        await this.#seal()
      }
    })
  }

  /** The next block is of this time, and time goes on from there. @throws NetError `past` when the chain is beyond it. */
  travelTo(time: number): Promise<void> {
    const { host, clock } = this.#options
    return this.#alone(async () => {
      if (BigInt(time) <= (blockTime(host.head.header) ?? 0n))
        throw new NetError('past', 'the newest block is of that time or later', 'go back first: dev_setHead')
      clock.moveTo(time)
    }).then(() => {})
  }

  /** A name for the present head, to come back to. */
  snapshot(): Promise<string> {
    const { clock } = this.#options
    return this.#alone(async () => {}).then(({ number, hash }) =>
      this.#snapshots.add({ number, hash, ahead: clock.ahead }),
    )
  }

  /** Back to a snapshot, its time included; as often as one likes. @throws NetError `no-snapshot` or `no-state`. */
  revert(id: string): Promise<Head> {
    const { host, clock } = this.#options
    return this.#alone(async () => {
      const snapshot = this.#snapshots.get(id, host.query)
      this.#goBack(snapshot.number)
      clock.setAhead(snapshot.ahead)
    })
  }

  /** Back to a block that is on the chain. @throws NetError `no-state`. */
  setHead(number: number): Promise<Head> {
    return this.#alone(async () => this.#goBack(number))
  }

  /** The state after the newest block, as bytes that `load` takes. */
  dump(): Uint8Array {
    const { host } = this.#options
    return dumpState(host.query.runtime, host.head, host.state)
  }

  /**
   * Puts a dumped state in the place of the present one, in a block of the number that it was dumped at: the rules count
   * in blocks. Makes empty blocks up to there, or goes back. @throws NetError `state-dump` or `no-state`.
   */
  load(file: Uint8Array): Promise<Head> {
    const { host, pool, sealer } = this.#options
    const { number, state } = openDump(host.query.runtime, file)
    const target = Math.max(number, 1)
    return this.#alone(async () => {
      pool.clear()
      if (host.head.number >= target) this.#goBack(target - 1)
      while (host.head.number < target - 1) await this.#seal()
      const before = host.state
      host.overwrite(sealer.moment(), own => changesTo(before, state, own))
      await sealer.commit()
      pool.clear()
    })
  }

  /** Adds rao to an account, in a block of its own. @throws NetError `no-funds`. */
  fund(account: AccountId, rao: bigint): Promise<Head> {
    const { host, pool, sealer } = this.#options
    return this.#alone(async () => {
      // What waits may move the account's money: it goes first.
      if (pool.hasReady() || host.uncommitted) await this.#seal()
      const wanted = freeRao(host, account) + rao
      await sealer.sealNow(only(fundingTo(host, account, wanted)))
      if (freeRao(host, account) !== wanted) throw cannotFund('the chain refused')
    })
  }

  get impersonated(): Set<AccountId> {
    return this.#options.host.impersonated
  }

  #goBack(number: number): void {
    const { host, pool } = this.#options
    if (number > host.head.number || !host.query.stateAt(number))
      throw new NetError(
        'no-state',
        `block ${number} cannot be gone back to`,
        'name a block whose state is kept',
      )
    if (number === host.head.number) return
    host.revertTo(number)
    pool.clear()
  }

  /** The node answers others in between. */
  async #seal(): Promise<void> {
    const { sealer } = this.#options
    if (sealer.stopping) throw new NetError('stopping', 'the node stops', 'start it again')
    await sealer.sealNow()
    await nextTurn()
  }

  #alone(work: () => Promise<void>): Promise<Head> {
    const { sealer, host } = this.#options
    return sealer.between(async () => {
      await work()
      return host.head
    })
  }
}
