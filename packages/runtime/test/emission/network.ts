// A whole small network through the executive: an owner, validators with stake, miners, one or two started subnets.
import assert from 'node:assert/strict'
import type { AccountId } from '@taonet/wire'
import type { GenesisSpec } from '../../src/index.ts'
import { NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { type CallValue, callValue, composeCall } from '../../src/tables.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'

export interface Shape {
  readonly subnets: number
  readonly validators: number
  readonly miners: number
  readonly tempo: number
  /** Further hyperparameters of new subnets. */
  readonly newSubnet?: GenesisSpec['newSubnet']
  readonly values?: GenesisSpec['values']
}

export const OWNER = 'owner'
export const validator = (at: number): string => `validator ${at}`
export const miner = (at: number): string => `miner ${at}`
/** The hotkey of a participant has his name and this. */
export const hot = (name: string): string => `${name} hot`
export const hotkey = (name: string): AccountId => account(hot(name))

const names = (count: number, name: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => name(at))

export class Network extends TestChain {
  readonly validators: readonly string[]
  readonly miners: readonly string[]
  readonly netuids: readonly NetUid[]

  constructor(shape: Shape) {
    const validators = names(shape.validators, validator)
    const miners = names(shape.miners, miner)
    const rich = Object.fromEntries([OWNER, ...validators, ...miners].map(name => [name, 100_000n * TAO]))
    const hotkeys = Object.fromEntries([...validators, ...miners, OWNER].map(name => [hot(name), TAO]))
    super(
      { sudo: TAO, author: TAO, ...rich, ...hotkeys },
      {
        newSubnet: {
          Tempo: shape.tempo,
          CommitRevealWeightsEnabled: false,
          WeightsSetRateLimit: 0,
          ...shape.newSubnet,
        },
        values: {
          'SubtensorModule.NetworkRateLimit': 0,
          'SubtensorModule.AdminFreezeWindow': 0,
          ...shape.values,
        },
      },
    )
    this.validators = validators
    this.miners = miners
    this.netuids = names(shape.subnets, String).map(at => NetUid(Number(at) + 1))
    for (const _ of this.netuids) {
      this.must(OWNER, composeCall('SubtensorModule', 'register_network', { hotkey: hotkey(OWNER) }))
    }
    for (const netuid of this.netuids) {
      this.must(OWNER, composeCall('SubtensorModule', 'start_call', { netuid }))
      this.sudo(callValue('AdminUtils', 'sudo_set_subnet_emission_enabled', { netuid, enabled: true }))
      for (const name of [...validators, ...miners]) this.join(name, netuid)
    }
  }

  /** The call is included and succeeds. */
  must(name: string, call: Uint8Array): void {
    const { dispatch } = this.send(name, call)
    assert.equal(dispatch?.name, undefined)
  }

  sudo(call: CallValue): void {
    this.must('sudo', composeCall('Sudo', 'sudo', { call }))
    const done = this.events().find(({ event }) => event.name === 'Sudid')
    assert.deepEqual(done?.event.fields.sudo_result, { type: 'Ok', value: [] })
  }

  join(name: string, netuid: NetUid): void {
    this.must(name, composeCall('SubtensorModule', 'burned_register', { netuid, hotkey: hotkey(name) }))
  }

  stake(name: string, netuid: NetUid, rao: bigint, to = name): void {
    const args = { hotkey: hotkey(to), netuid, amount_staked: Tao(rao) }
    this.must(name, composeCall('SubtensorModule', 'add_stake', args))
  }

  stakeOnRoot(name: string, rao: bigint): void {
    this.stake(name, ROOT, rao)
  }

  weigh(name: string, netuid: NetUid, weights: readonly (readonly [number, number])[]): void {
    const args = {
      netuid,
      dests: weights.map(([to]) => to),
      weights: weights.map(([, weight]) => weight),
      version_key: 0n,
    }
    this.must(hot(name), composeCall('SubtensorModule', 'set_weights', args))
  }

  /** Empty blocks. */
  pass(blocks: number): void {
    for (let i = 0; i < blocks; i++) this.block()
  }
}
