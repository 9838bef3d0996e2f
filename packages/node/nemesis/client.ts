// One client: an account whose owner sends one extrinsic after the other, asks another node when one does not answer, and does
// not always know what became of what was sent.
import { setTimeout as sleep } from 'node:timers/promises'
import { type AccountId, extrinsicHash, hexToBytes, type KeyPair, Writer } from '@taonet/wire'
import { type ChainIds, sign, transferCall } from '../test/wallet.ts'
import type { Dice } from './dice.ts'
import type { History, Intent, Operation } from './history.ts'
import { submit, type Told } from './submit.ts'

export interface ClientOptions {
  readonly key: KeyPair
  readonly ids: ChainIds
  readonly others: readonly AccountId[]
  /** RPC ports, its own node's first. */
  readonly ports: readonly number[]
  readonly history: History
  readonly dice: Dice
}

const PATIENCE_MS = 8000
const BETWEEN_MS = 60
const AFTER_REFUSAL_MS = 250
/** More than anybody has: such transfers are included and fail. */
const TOO_MUCH = 10n ** 18n
const STAKES = 0.1
const OVERDRAWN = 0.08
const OTHER_NODE = 0.2
/** How often what may be lost is given up for another extrinsic with the same nonce. */
const GIVEN_UP = 0.3

export class Client {
  readonly #options: ClientOptions
  #nonce = 0
  #stopped = false

  constructor(options: ClientOptions) {
    this.#options = options
  }

  stop(): void {
    this.#stopped = true
  }

  /** Until `stop`. */
  async run(): Promise<void> {
    await this.#settle({ kind: 'claim-hotkey' })
    while (!this.#stopped) {
      await this.#settle(this.#intent())
      await sleep(BETWEEN_MS)
    }
  }

  /** One transfer through its own node; true when it was told the block. */
  async payAnew(): Promise<boolean> {
    const [operation, extrinsic] = this.#made({ kind: 'transfer', to: this.#payee(), rao: 1n })
    const told = await this.#attempt(operation, extrinsic, 0)
    if (told.kind !== 'final') await sleep(AFTER_REFUSAL_MS)
    return told.kind === 'final'
  }

  #intent(): Intent {
    const { dice } = this.#options
    if (dice.chance(STAKES)) return { kind: 'stake', rao: BigInt(dice.between(4_000_000, 400_000_000)) }
    const rao = dice.chance(OVERDRAWN) ? TOO_MUCH : BigInt(dice.between(1, 1_000_000_000))
    return { kind: 'transfer', to: this.#payee(), rao }
  }

  #payee(): AccountId {
    return this.#options.dice.pick(this.#options.others)
  }

  /** Until the nonce is used up, by this extrinsic or by one that took its place. */
  async #settle(intent: Intent): Promise<void> {
    const { dice, ports } = this.#options
    let [operation, extrinsic] = this.#made(intent)
    let node = dice.chance(OTHER_NODE) ? dice.between(0, ports.length - 1) : 0
    while (!this.#stopped) {
      const told = await this.#attempt(operation, extrinsic, node)
      if (told.kind === 'final' || (told.kind === 'refused' && told.outdated)) return
      node = (node + 1) % ports.length
      if (told.kind === 'unknown' && intent.kind !== 'claim-hotkey' && dice.chance(GIVEN_UP))
        [operation, extrinsic] = this.#made(this.#intent())
      await sleep(AFTER_REFUSAL_MS)
    }
  }

  async #attempt(operation: Operation, extrinsic: Uint8Array, node: number): Promise<Told> {
    const told = await submit(this.#options.ports[node] ?? 0, extrinsic, PATIENCE_MS)
    if (told.kind === 'final') operation.acknowledged = told.block
    if (told.kind === 'final' || (told.kind === 'refused' && told.outdated)) this.#nonce++
    return told
  }

  #made(intent: Intent): [Operation, Uint8Array] {
    const { key, ids, history } = this.#options
    const extrinsic = sign(ids, key, this.#call(intent), { nonce: this.#nonce })
    const operation = history.invoke({
      hash: extrinsicHash(extrinsic),
      signer: key.account,
      nonce: this.#nonce,
      length: extrinsic.length,
      intent,
    })
    return [operation, extrinsic]
  }

  #call(intent: Intent): Uint8Array {
    if (intent.kind === 'transfer') return transferCall(intent.to, intent.rao)
    const { key } = this.#options
    const writer = new Writer()
    // SubtensorModule: add_stake(hotkey, netuid, rao), try_associate_hotkey(hotkey).
    writer.u8(7)
    writer.u8(intent.kind === 'stake' ? 2 : 91)
    // The account is its own hotkey: one that is only staked to signs nothing.
    writer.raw(hexToBytes(key.account))
    if (intent.kind === 'stake') {
      writer.u16(0)
      writer.u64(intent.rao)
    }
    return writer.done()
  }
}
