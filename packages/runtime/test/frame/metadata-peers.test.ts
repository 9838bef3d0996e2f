// The metadata as two stock clients read it, byte for byte.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex, encode, hexToBytes } from '@taonet/wire'
import { Metadata, TypeRegistry } from '../../../../peers/node_modules/@polkadot/types/index.js'
import {
  metadata as peerMetadata,
  unifyMetadata,
} from '../../../../peers/node_modules/@polkadot-api/substrate-bindings/dist/index.js'
import { createRuntime, PROFILES } from '../../src/index.ts'
import { METADATA_VERSIONS, type MetadataVersion } from '../../src/metadata.ts'
import { pallets } from '../../src/tables.ts'

const runtime = createRuntime(PROFILES.public)
const read = (version: MetadataVersion) => unifyMetadata(peerMetadata.dec(runtime.metadata(version)))

/** polkadot-js with our metadata loaded. */
function polkadotJs(version: MetadataVersion) {
  const registry = new TypeRegistry()
  const metadata = new Metadata(registry, bytesToHex(runtime.metadata(version)))
  registry.setMetadata(metadata)
  return { registry, metadata }
}

for (const version of METADATA_VERSIONS) {
  test(`version ${version} survives polkadot-api’s decoder and encoder`, () => {
    const bytes = runtime.metadata(version)
    assert.equal(bytesToHex(peerMetadata.enc(peerMetadata.dec(bytes))), bytesToHex(bytes))
  })

  test(`version ${version}: type 0 is the account, the paths clients look for are there`, () => {
    const { lookup } = read(version)
    assert.deepEqual(lookup[0]?.path, ['sp_core', 'crypto', 'AccountId32'])
    const paths = new Set(lookup.map(({ path }) => path.join('::')))
    for (const path of [
      'sp_runtime::multiaddress::MultiAddress',
      'sp_runtime::MultiSignature',
      'sp_runtime::generic::era::Era',
      'sp_runtime::generic::digest::DigestItem',
      'sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic',
      'sp_weights::weight_v2::Weight',
      'sp_runtime::DispatchError',
      'sp_runtime::ModuleError',
      'node_subtensor_runtime::RuntimeCall',
      'node_subtensor_runtime::RuntimeEvent',
      'node_subtensor_runtime::RuntimeError',
      'frame_system::EventRecord',
      'primitive_types::H256',
      'substrate_fixed::FixedI128',
      'substrate_fixed::FixedU128',
    ])
      assert.ok(paths.has(path), path)
  })

  test(`version ${version}: every error says what it means`, () => {
    const { lookup, pallets: read_ } = read(version)
    for (const pallet of read_) {
      const def = pallet.errors && lookup[pallet.errors.type]?.def
      if (def?.tag !== 'variant') continue
      for (const { name, docs } of def.value) assert.ok((docs[0] ?? '').length > 0, `${pallet.name}.${name}`)
    }
  })

  test(`version ${version}: polkadot-js loads it and agrees on every storage key prefix and default`, () => {
    const { metadata } = polkadotJs(version)
    const seen = metadata.asLatest.pallets.map(pallet => pallet.name.toString())
    assert.deepEqual(
      seen,
      pallets.map(({ pallet }) => pallet.name),
    )
    for (const pallet of metadata.asLatest.pallets) {
      const ours = pallets.find(one => one.pallet.name === pallet.name.toString())
      const items = pallet.storage.unwrapOr(undefined)?.items ?? []
      assert.equal(items.length, ours?.cells.size)
      for (const item of items) {
        const cell = ours?.cells.get(item.name.toString())
        assert.ok(cell, item.name.toString())
        if (cell.fallback !== undefined)
          assert.equal(item.fallback.toHex(), bytesToHex(encode(cell.value, cell.fallback)))
        assert.equal(item.modifier.toString(), cell.fallback === undefined ? 'Optional' : 'Default')
      }
    }
  })
}

test('both versions give every type the same number', () => {
  assert.deepEqual(read(14).lookup, read(15).lookup)
})

test('the envelope of an extrinsic is described as clients expect it', () => {
  const { lookup } = read(14)
  const whole = lookup.find(({ path }) => path.at(-1) === 'UncheckedExtrinsic')
  assert.deepEqual(
    whole?.params.map(({ name }) => name),
    ['Address', 'Call', 'Signature', 'Extra'],
  )
  const { registry } = polkadotJs(15)
  assert.deepEqual(registry.signedExtensions, [
    'CheckNonZeroSender',
    'CheckSpecVersion',
    'CheckTxVersion',
    'CheckGenesis',
    'CheckMortality',
    'CheckNonce',
    'CheckWeight',
    'ChargeTransactionPayment',
    'SubtensorTransactionExtension',
    'DrandPriority',
    'CheckMetadataHash',
  ])
  const tip = lookup.find(
    ({ path }) => path.join('::') === 'pallet_transaction_payment::ChargeTransactionPayment',
  )
  assert.equal(tip?.def.tag, 'composite')
  if (tip?.def.tag === 'composite') {
    assert.equal(tip.def.value.length, 1)
    assert.equal(tip.def.value[0]?.name, undefined)
  }
})

test('version 15 lists the runtime APIs that are served', () => {
  const apis = read(15).apis.map(({ name, methods }) => [name, methods.map(method => method.name)])
  assert.ok(apis.length >= 5)
  assert.deepEqual(
    apis.map(([name]) => name),
    runtime.apis.map(({ name }) => name),
  )
})

test('networks with different metadata have different versions, and the constant says the same as RPC', () => {
  const codes = new Map(
    Object.values(PROFILES).map(profile => [profile.specVersion, createRuntime(profile).codeHash()]),
  )
  assert.equal(new Set(codes.values()).size, codes.size)
  for (const profile of Object.values(PROFILES)) {
    const one = createRuntime(profile)
    assert.ok(one.version.specVersion > 425)
    assert.equal(one.codeHash(), codes.get(profile.specVersion))
    const system = unifyMetadata(peerMetadata.dec(one.metadata(15))).pallets.find(
      ({ name }) => name === 'System',
    )
    const constant = system?.constants.find(({ name }) => name === 'Version')?.value
    const served = one.call({ get: () => undefined, keys: () => [] }, 'Core_version', new Uint8Array())
    assert.equal(bytesToHex(served), constant)
  }
})

test('a plain call reads the same in polkadot-js', () => {
  const { registry } = polkadotJs(15)
  const bytes = hexToBytes('0x0503008eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a4802286bee')
  const call = registry.createType('Call', bytes)
  assert.deepEqual(call.toHuman(), {
    args: { dest: { Id: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty' }, value: '1,000,000,000' },
    method: 'transferKeepAlive',
    section: 'balances',
  })
})
