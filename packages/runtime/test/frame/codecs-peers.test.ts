// Our codecs against two stock clients' that know only the metadata: rows, constants, calls.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex, encode } from '@taonet/wire'
import fc from 'fast-check'
import { Metadata, TypeRegistry } from '../../../../peers/node_modules/@polkadot/types/index.js'
import {
  getDynamicBuilder,
  getLookupFn,
} from '../../../../peers/node_modules/polkadot-api/node_modules/@polkadot-api/metadata-builders/dist/index.js'
import {
  metadata as peerMetadata,
  unifyMetadata,
} from '../../../../peers/node_modules/polkadot-api/node_modules/@polkadot-api/substrate-bindings/dist/index.js'
import { createRuntime, PROFILES } from '../../src/index.ts'
import { decodeCall, pallets, RuntimeCall } from '../../src/tables.ts'
import { scaleBytes } from './scale-bytes.ts'

const runtime = createRuntime(PROFILES.public)
const unified = unifyMetadata(peerMetadata.dec(runtime.metadata(15)))
const lookup = getLookupFn(unified)
const builder = getDynamicBuilder(lookup)

const registry = new TypeRegistry()
const metadata = new Metadata(registry, bytesToHex(runtime.metadata(15)))
registry.setMetadata(metadata)

test('polkadot-api builds a codec for every row, constant and runtime API, and defaults survive it', () => {
  let rows = 0
  for (const { pallet, cells, constants } of pallets) {
    for (const [name, cell] of cells) {
      const { value } = builder.buildStorage(pallet.name, name)
      rows++
      if (cell.fallback === undefined) continue
      const bytes = bytesToHex(encode(cell.value, cell.fallback))
      assert.equal(bytesToHex(value.enc(value.dec(bytes))), bytes, `${pallet.name}.${name}`)
    }
    for (const name of constants.keys()) assert.ok(builder.buildConstant(pallet.name, name))
  }
  for (const { name, methods } of unified.apis)
    for (const method of methods) assert.ok(builder.buildRuntimeCall(name, method.name))
  assert.ok(rows > 150)
})

test('polkadot-js reads every default and constant back to the same bytes', () => {
  let read = 0
  const survives = (type: unknown, bytes: Uint8Array, name: string) => {
    const value = registry.createType(`Lookup${Number(type)}`, bytes)
    assert.equal(bytesToHex(value.toU8a()), bytesToHex(bytes), name)
    read++
  }
  for (const pallet of metadata.asLatest.pallets) {
    for (const item of pallet.storage.unwrapOr(undefined)?.items ?? []) {
      if (!item.modifier.isDefault) continue
      const type = item.type.isPlain ? item.type.asPlain : item.type.asMap.value
      survives(type, item.fallback.toU8a(true), item.name.toString())
    }
    for (const constant of pallet.constants)
      survives(constant.type, constant.value.toU8a(true), constant.name.toString())
  }
  assert.ok(read > 100)
})

const cases = pallets.flatMap(({ pallet, calls }) =>
  [...calls].map(([index, row]) => ({ pallet, index, row })),
)

test('any bytes of any call mean the same to us and to polkadot-api', () => {
  const arbitrary = fc.constantFrom(...cases).chain(({ pallet, index, row }) =>
    fc.tuple(...Object.values(row.fields).map(({ shape }) => scaleBytes(shape))).map(parts => ({
      name: `${pallet.name}.${row.name}`,
      args: builder.buildCall(pallet.name, row.name),
      bytes: new Uint8Array([pallet.index, index, ...parts.flatMap(part => [...part])]),
    })),
  )
  fc.assert(
    fc.property(arbitrary, ({ name, args, bytes }) => {
      const call = decodeCall(bytes)
      assert.equal(`${call.pallet}.${call.name}`, name)
      assert.equal(bytesToHex(encode(RuntimeCall, call)), bytesToHex(bytes))
      const inner = bytes.slice(2)
      assert.equal(bytesToHex(args.codec.enc(args.codec.dec(inner))), bytesToHex(inner))
      assert.deepEqual([...args.location], [bytes[0], bytes[1]])
    }),
    { numRuns: 300 * Number(process.env.TAONET_EFFORT ?? 1) * 3 },
  )
})

test('no bytes at all make the call decoder do anything but decode or refuse', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...cases), (tail, { pallet, index }) => {
      const bytes = new Uint8Array([pallet.index, index, ...tail])
      try {
        assert.equal(bytesToHex(encode(RuntimeCall, decodeCall(bytes))), bytesToHex(bytes))
      } catch (thrown) {
        const name = thrown instanceof Error ? thrown.name : ''
        assert.ok(name === 'DecodeError' || name === 'RangeError', String(thrown))
      }
    }),
    { numRuns: 300 * Number(process.env.TAONET_EFFORT ?? 1) * 10 },
  )
})
