// Signs of tokens, and what coldkeys and subnets say of themselves (chain-registry §3.1(9), §3.5, §3.8).
import assert from 'node:assert/strict'
import test from 'node:test'
import { bytesToHex } from '@taonet/wire'
import { buySeat } from '../../src/chapters/neurons/registration.ts'
import { subnetsCalls } from '../../src/chapters/subnets/calls.ts'
import { assignSymbol, SYMBOLS } from '../../src/chapters/subnets/symbols.ts'
import {
  IdentitiesV2,
  NetworksAdded,
  SubnetIdentitiesV3,
  TokenSymbol,
} from '../../src/chapters/subnets/table.ts'
import { NetUid } from '../../src/nouns.ts'
import { type Origin, root, signed } from '../../src/world.ts'
import { alice, aliceHot, market, ONE, owner, TWO } from '../staking/market.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, refusalOf, type TestWorld } from '../world.ts'

const text = new TextDecoder()
const call = (world: TestWorld, name: string, origin: Origin, args: unknown) =>
  subnetsCalls.handlers[name]?.(world, origin, args)

test('every sign is one letter of its own, and there are enough for all subnets', () => {
  const distinct = new Set(SYMBOLS.map(bytesToHex))
  assert.equal(distinct.size, SYMBOLS.length)
  assert.ok(SYMBOLS.length >= 128)
  for (const symbol of SYMBOLS) assert.equal([...text.decode(symbol)].length, 1)
})

test('subnets get the first free sign', () => {
  const world = market()
  assert.equal(text.decode(TokenSymbol.get(world, ONE)), 'α')
  assert.equal(text.decode(TokenSymbol.get(world, TWO)), 'β')
  TokenSymbol.remove(world, ONE)
  assignSymbol(world, NetUid(9))
  assert.equal(text.decode(TokenSymbol.get(world, NetUid(9))), 'α')
})

const GAMMA = SYMBOLS[2] ?? new Uint8Array()

testOrder(
  'update_symbol',
  () => ({ world: market(), origin: signed(owner), symbol: GAMMA }),
  [
    { error: 'SubnetNotExists', break: ({ world }) => NetworksAdded.remove(world, ONE) },
    {
      error: 'BadOrigin',
      break: one => {
        one.origin = signed(alice)
      },
    },
    {
      error: 'SymbolDoesNotExist',
      break: one => {
        one.symbol = Uint8Array.of(0x78)
      },
      without: [3],
    },
    {
      error: 'SymbolAlreadyInUse',
      break: one => {
        one.symbol = SYMBOLS[1] ?? new Uint8Array()
      },
    },
  ],
  ({ world, origin, symbol }) => call(world, 'update_symbol', origin, { netuid: ONE, symbol }),
)

test('a sign that was given up is free again', () => {
  const world = market()
  call(world, 'update_symbol', signed(owner), { netuid: ONE, symbol: GAMMA })
  assert.equal(text.decode(TokenSymbol.get(world, ONE)), 'γ')
  call(world, 'update_symbol', root, { netuid: TWO, symbol: SYMBOLS[0] })
  assert.equal(text.decode(TokenSymbol.get(world, TWO)), 'α')
})

const LIMITS = {
  subnet: {
    subnet_name: 256,
    github_repo: 1024,
    subnet_contact: 1024,
    subnet_url: 1024,
    discord: 256,
    description: 1024,
    logo_url: 1024,
    additional: 1024,
  },
  chain: {
    name: 256,
    url: 256,
    github_repo: 256,
    image: 1024,
    discord: 256,
    description: 1024,
    additional: 1024,
  },
}
const filled = (limits: Readonly<Record<string, number>>, longer?: string) =>
  Object.fromEntries(
    Object.entries(limits).map(([field, most]) => [field, new Uint8Array(most + (field === longer ? 1 : 0))]),
  )

test('a subnet’s identity is its owner’s to write, each text up to its length', () => {
  const world = market()
  const write = (origin: Origin, longer?: string) =>
    refusalOf(world, () =>
      call(world, 'set_subnet_identity', origin, { netuid: ONE, ...filled(LIMITS.subnet, longer) }),
    )?.name
  assert.equal(write(signed(alice)), 'NotSubnetOwner')
  for (const field of Object.keys(LIMITS.subnet))
    assert.equal(write(signed(owner), field), 'InvalidIdentity', field)
  assert.equal(SubnetIdentitiesV3.get(world, ONE), undefined)
  assert.equal(write(signed(owner)), undefined)
  assert.equal(SubnetIdentitiesV3.get(world, ONE)?.description.length, 1024)
  assert.equal(world.events.at(-1)?.name, 'SubnetIdentitySet')
})

test('a coldkey needs a registered hotkey to say who it is, each text up to its length', () => {
  const world = market()
  const write = (longer?: string) =>
    refusalOf(world, () => call(world, 'set_identity', signed(alice), filled(LIMITS.chain, longer)))?.name
  assert.equal(write(), 'HotKeyNotRegisteredInNetwork')
  buySeat(world, alice, TWO, aliceHot)
  for (const field of Object.keys(LIMITS.chain)) assert.equal(write(field), 'InvalidIdentity', field)
  assert.equal(write(), undefined)
  assert.equal(IdentitiesV2.get(world, alice)?.name.length, 256)
  assert.equal(IdentitiesV2.get(world, accountOf('nobody')), undefined)
})
