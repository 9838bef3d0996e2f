// A chain on which everything is going on: two subnets that pay, mechanisms, root stake and its dividends, open commits,
// positions of several coldkeys, a poor account and a dead one.
import { type AccountId, bytesToHex, encodeExtrinsic, type Hash, idAddress, immortal } from '@taonet/wire'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import type { Applied, BlockContext, Changes, OpenBlock, Runtime } from '../../src/index.ts'
import { ROOT, ZERO_ACCOUNT } from '../../src/nouns.ts'
import type { StateView } from '../../src/state.ts'
import { callValue, composeCall, MechId, NetUid, storage } from '../../src/tables.ts'
import { hot, hotkey, Network, OWNER } from '../emission/network.ts'
import { account, TAO } from '../frame/chain.ts'

export const TEMPO = 5
export const NAMES = [OWNER, 'validator 0', 'validator 1', 'miner 0', 'miner 1', 'miner 2'] as const
export const STRANGER = 'stranger'

export function livelyNetwork(): Network {
  const net = new Network({
    subnets: 2,
    validators: 2,
    miners: 3,
    tempo: TEMPO,
    newSubnet: {
      MaxAllowedUids: 8,
      MinAllowedUids: 2,
      ImmunityPeriod: 3,
      MinNonImmuneUids: 1,
      LiquidAlphaOn: true,
    },
    values: { 'SubtensorModule.OwnerHyperparamRateLimit': 0, 'SubtensorModule.TxDelegateTakeRateLimit': 0 },
  })
  const [one, two] = [NetUid(1), NetUid(2)]
  for (const [at, name] of net.validators.entries()) {
    for (const netuid of [one, two]) net.stake(name, netuid, BigInt(50 + 20 * at) * TAO)
    net.stakeOnRoot(name, BigInt(500 + 100 * at) * TAO)
    net.must(name, composeCall('SubtensorModule', 'root_register', { hotkey: hotkey(name) }))
    net.pass(1)
  }
  for (const name of net.miners) net.stake(name, one, 5n * TAO, 'validator 0')
  net.sudo(callValue('AdminUtils', 'sudo_set_mechanism_count', { netuid: one, mechanism_count: MechId(2) }))
  for (const name of net.validators) {
    net.weigh(name, one, [
      [3, 10],
      [4, 20],
      [5, 70],
    ])
    net.weigh(name, two, [
      [5, 1],
      [3, 2],
    ])
  }
  net.pass(3 * TEMPO)
  net.sudo(callValue('AdminUtils', 'sudo_set_commit_reveal_weights_enabled', { netuid: two, enabled: true }))
  const commit_hash = bytesToHex(new Uint8Array(32).fill(7)) as Hash
  for (const name of net.validators)
    net.must(hot(name), composeCall('SubtensorModule', 'commit_weights', { netuid: two, commit_hash }))
  net.stake('miner 0', ROOT, 3n * TAO, 'validator 1')
  net.must(
    'miner 2',
    composeCall('SubtensorModule', 'remove_stake', {
      hotkey: hotkey('validator 0'),
      netuid: one,
      amount_unstaked: 4_999_000_000n as never,
    }),
  )
  net.pass(2 * TEMPO)
  return net
}

export const accountsOf = (net: Network): AccountId[] => [
  ...[...NAMES, STRANGER, 'sudo', 'author', 'nobody'].map(account),
  ...NAMES.map(hotkey),
  ...net.netuids.map(subnetAccount),
  subnetAccount(ROOT),
  ZERO_ACCOUNT,
]

/** A branch of a chain: blocks on top of a state, which itself never changes. */
export class Branch {
  readonly runtime: Runtime
  #state: Network['state']
  #number: number
  #head: Hash

  constructor(from: Network) {
    this.runtime = from.runtime
    this.#state = from.state
    this.#number = from.number
    this.#head = from.head
  }

  get state(): StateView {
    return this.#state
  }
  get head(): Hash {
    return this.#head
  }

  context(author: AccountId | 'nobody' = account('author')): BlockContext {
    const number = this.next
    const by = author === 'nobody' ? undefined : author
    return { number, parentHash: this.#head, time: BigInt(number) * 1000n, author: by }
  }

  get next(): number {
    return this.#number + 1
  }

  open(author?: AccountId | 'nobody'): OpenBlock {
    return this.runtime.open(this.#state, this.context(author))
  }

  /** Ends the block and checks all that must hold; returns what it changed. */
  close(block: OpenBlock): Changes {
    // No root: nobody asks for one here, and it would be most of the time.
    const { changes, hash } = block.finalize(() => this.#head)
    this.#state = this.#state.apply(changes)
    this.#number += 1
    this.#head = hash
    this.runtime.allInvariants(this.#state)
    return changes
  }

  /** An extrinsic in the nonce that the account has in `within`. */
  sign(name: string, call: Uint8Array, nonce: number): Uint8Array {
    return encodeExtrinsic({
      type: 'signed',
      address: idAddress(account(name)),
      signature: { type: 'Sr25519', value: new Uint8Array(64) },
      extra: { era: immortal, nonce, tip: 0n, mode: 0 },
      call,
    })
  }

  nonce(name: string): number {
    return storage.System.Account.get(this, account(name)).nonce
  }

  block(...extrinsics: readonly Uint8Array[]): { applied: Applied[]; changes: Changes } {
    const block = this.open()
    const applied = extrinsics.map(one => block.apply(one))
    return { applied, changes: this.close(block) }
  }
}
