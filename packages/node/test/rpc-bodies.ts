// Bodies of requests as they come from nowhere good: every method with parameters that mean something and that do not, whole
// and broken, alone and in batches.
import fc from 'fast-check'

const hex = (bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<string> =>
  bytes.map(one => `0x${Buffer.from(one).toString('hex')}`)

const number = fc.oneof(
  fc.constantFrom(0, 1, -1, 2, 255, 256, 1_000, 1_001, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e300, 0.5, -0),
  fc.integer({ min: 0, max: 50 }),
)
const text = fc.oneof(
  fc.constantFrom(
    '',
    '0x',
    '0x0',
    'latest',
    'finalized',
    'null',
    '__proto__',
    'constructor',
    '\u0000',
    '5Grw',
    '💥',
  ),
  hex(fc.uint8Array({ maxLength: 80 })),
  hex(fc.uint8Array({ minLength: 32, maxLength: 32 })),
  fc.string({ maxLength: 40 }),
  fc.constantFrom('SwapRuntimeApi_current_alpha_price_all', 'Core_version', 'Metadata_metadata_at_version'),
)

interface Known {
  readonly methods: readonly string[]
  /** Hashes, storage keys, extrinsics and accounts of the chain asked. */
  readonly words: readonly string[]
}

function parameter(known: Known): fc.Arbitrary<unknown> {
  const plain = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known.words) },
    { weight: 2, arbitrary: text },
    { weight: 2, arbitrary: number },
    { weight: 1, arbitrary: fc.constantFrom(null, true, false) },
  )
  const key = fc.constantFrom('key', 'type', 'method', 'hash', 'storage', 'count', '__proto__', 'toString')
  const kind = fc.constantFrom('value', 'hash', 'closestDescendantMerkleValue', 'descendantsValues', 'other')
  return fc.oneof(
    { weight: 8, arbitrary: plain },
    { weight: 2, arbitrary: fc.array(plain, { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.dictionary(key, plain, { maxKeys: 4 }) },
    { weight: 1, arbitrary: fc.array(fc.record({ key: plain, type: kind }), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }).map(nested) },
  )
}

function nested(depth: number): unknown {
  let value: unknown = 0
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value }
  return value
}

const oddId = fc.constantFrom<unknown>(null, '', 'a', -1, 1.5, [], {}, true, 2 ** 60)

function request(known: Known): fc.Arbitrary<string> {
  const params = fc.oneof(
    { weight: 10, arbitrary: fc.array(parameter(known), { maxLength: 5 }) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>({}, null, 'a', 7, [[]]) },
  )
  return fc
    .record(
      {
        jsonrpc: fc.constantFrom('2.0', '1.0', 2),
        id: fc.oneof({ weight: 6, arbitrary: fc.nat(1_000) }, { weight: 1, arbitrary: oddId }),
        method: fc.oneof(
          { weight: 20, arbitrary: fc.constantFrom(...known.methods) },
          { weight: 1, arbitrary: fc.constantFrom<unknown>('no_such', '__proto__', 7, null) },
        ),
        params,
      },
      { requiredKeys: ['method', 'id'] },
    )
    .map(one => JSON.stringify(one))
}

/** Changed in one place: cut, a letter put in or taken out, a part doubled. */
const broken = (whole: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      whole,
      fc.nat(400),
      fc.nat(12),
      fc.constantFrom('', '"', '[', '{', '}', ',', '\\', '\u0000', '9', '\ud800'),
    )
    .map(([body, at, length, put]) => body.slice(0, at) + put + body.slice(at + length))

export function bodies(known: Known): fc.Arbitrary<string> {
  const one = request(known)
  return fc.oneof(
    { weight: 12, arbitrary: one },
    { weight: 3, arbitrary: broken(one) },
    { weight: 1, arbitrary: fc.array(one, { maxLength: 6 }).map(all => `[${all.join()}]`) },
    { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3_000 }).map(depth => '['.repeat(depth)) },
  )
}
