// The types of an extrinsic as metadata describes them: the signed extensions in their order, and the envelope
// (wire-interface §2.1).
import {
  array,
  type Codec,
  compact,
  DecodeError,
  EraCodec,
  type FieldShape,
  H256,
  MultiAddress,
  MultiSignature,
  option,
  type Reader,
  type Shape,
  tuple,
  u8,
  u32,
  u64,
  union,
  unit,
  Writer,
} from '@taonet/wire'
import { RuntimeCall } from './runtime-enums.ts'

export interface SignedExtension {
  readonly identifier: string
  readonly shape: Shape
  readonly additional: Shape
}

const nothing = tuple().shape
const u8s = { kind: 'sequence', of: u8.shape } satisfies Shape

const extension = (
  identifier: string,
  path: string,
  fields: readonly FieldShape[] = [],
  additional: Shape = nothing,
): SignedExtension => ({
  identifier,
  shape: { kind: 'composite', path: `${path}::${identifier}`, fields },
  additional,
})

const Mode = union('frame_metadata_hash_extension::Mode', { 0: unit('Disabled'), 1: unit('Enabled') })

// The tip must be one unnamed field: a Python client sends it as a plain number.
export const signedExtensions: readonly SignedExtension[] = [
  extension('CheckNonZeroSender', 'frame_system::extensions::check_non_zero_sender'),
  extension('CheckSpecVersion', 'frame_system::extensions::check_spec_version', [], u32.shape),
  extension('CheckTxVersion', 'frame_system::extensions::check_tx_version', [], u32.shape),
  extension('CheckGenesis', 'frame_system::extensions::check_genesis', [], H256.shape),
  extension(
    'CheckMortality',
    'frame_system::extensions::check_mortality',
    [{ of: EraCodec.shape }],
    H256.shape,
  ),
  extension('CheckNonce', 'node_subtensor_runtime::check_nonce', [{ of: compact(u32).shape }]),
  extension('CheckWeight', 'frame_system::extensions::check_weight'),
  extension('ChargeTransactionPayment', 'pallet_transaction_payment', [{ of: compact(u64).shape }]),
  extension('SubtensorTransactionExtension', 'pallet_subtensor::transaction_extension'),
  extension('DrandPriority', 'pallet_drand::drand_priority'),
  extension(
    'CheckMetadataHash',
    'frame_metadata_hash_extension',
    [{ name: 'mode', of: Mode.shape }],
    option(array(u8, 32)).shape,
  ),
]

export const extraShape: Shape = { kind: 'tuple', of: signedExtensions.map(({ shape }) => shape) }

/** All bytes of an extrinsic, length prefix included; the type parameters tell clients what is inside. */
export const UncheckedExtrinsic: Codec<Uint8Array> = {
  shape: {
    kind: 'composite',
    path: 'sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic',
    params: [
      { name: 'Address', of: MultiAddress.shape },
      { name: 'Call', of: RuntimeCall.shape },
      { name: 'Signature', of: MultiSignature.shape },
      { name: 'Extra', of: extraShape },
    ],
    fields: [{ of: u8s }],
  },
  write: (writer, framed) => writer.raw(framed),
  read(reader: Reader) {
    const at = reader.offset
    const length = reader.length()
    if (length === 0) throw new DecodeError('an extrinsic of no bytes', at)
    const framed = new Writer()
    framed.compact(length)
    framed.raw(reader.raw(length))
    return framed.done()
  },
}
