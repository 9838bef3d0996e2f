// The frame's runtime APIs: version, metadata, nonces, fees, validity (wire-runtime-apis §1).
import {
  AccountId32,
  arm,
  bool,
  bytes,
  H256,
  option,
  struct,
  u8,
  u32,
  u64,
  union,
  unit,
  vec,
  wrapper,
} from '@taonet/wire'
import { method, runtimeApi } from '../api.ts'
import { UncheckedExtrinsic } from '../extrinsic-types.ts'
import { DispatchClass, RuntimeVersionCodec, result, Weight } from '../frame-types.ts'
import { Tao } from '../nouns.ts'

export const coreApi = runtimeApi(
  'Core',
  5,
  { version: method({}, RuntimeVersionCodec, 'Version of the runtime.') },
  'What every runtime answers.',
)

const OpaqueMetadata = wrapper('sp_core::OpaqueMetadata', bytes)

export const metadataApi = runtimeApi(
  'Metadata',
  2,
  {
    metadata: method({}, OpaqueMetadata, 'Metadata of version 14.'),
    metadata_at_version: method(
      { version: u32 },
      option(OpaqueMetadata),
      'Metadata of a given version, if it is served.',
    ),
    metadata_versions: method({}, vec(u32), 'The versions of metadata that are served.'),
  },
  'The description of this runtime.',
)

export const accountNonceApi = runtimeApi(
  'AccountNonceApi',
  1,
  { account_nonce: method({ account: AccountId32 }, u32, 'The nonce an account must use next.') },
  'Nonces.',
)

const balanceParam = [{ name: 'Balance', of: Tao.shape }]
const RuntimeDispatchInfo = struct(
  'pallet_transaction_payment::types::RuntimeDispatchInfo',
  { weight: Weight, class: DispatchClass, partial_fee: Tao },
  [...balanceParam, { name: 'Weight', of: Weight.shape }],
)
const InclusionFee = struct(
  'pallet_transaction_payment::types::InclusionFee',
  { base_fee: Tao, len_fee: Tao, adjusted_weight_fee: Tao },
  balanceParam,
)
const FeeDetails = struct(
  'pallet_transaction_payment::types::FeeDetails',
  { inclusion_fee: option(InclusionFee), tip: Tao },
  balanceParam,
)

export const transactionPaymentApi = runtimeApi(
  'TransactionPaymentApi',
  4,
  {
    query_info: method(
      { uxt: UncheckedExtrinsic, len: u32 },
      RuntimeDispatchInfo,
      'Weight and fee of an extrinsic, whose signature and nonce do not matter.',
    ),
    query_fee_details: method(
      { uxt: UncheckedExtrinsic, len: u32 },
      FeeDetails,
      'The parts of an extrinsic’s fee.',
    ),
    query_weight_to_fee: method({ weight: Weight }, Tao, 'rao for a weight.'),
    query_length_to_fee: method({ length: u32 }, Tao, 'rao for encoded bytes.'),
  },
  'What an extrinsic would pay.',
)

const TransactionSource = union('sp_runtime::transaction_validity::TransactionSource', {
  0: unit('InBlock'),
  1: unit('Local'),
  2: unit('External'),
})
const Validity = 'sp_runtime::transaction_validity'
const ValidTransaction = struct(`${Validity}::ValidTransaction`, {
  priority: u64,
  requires: vec(bytes),
  provides: vec(bytes),
  longevity: u64,
  propagate: bool,
})
const InvalidTransaction = union(`${Validity}::InvalidTransaction`, {
  0: unit('Call'),
  1: unit('Payment'),
  2: unit('Future'),
  3: unit('Stale'),
  4: unit('BadProof'),
  5: unit('AncientBirthBlock'),
  6: unit('ExhaustsResources'),
  7: arm('Custom', u8),
  8: unit('BadMandatory'),
  9: unit('MandatoryValidation'),
  10: unit('BadSigner'),
  11: unit('IndeterminateImplicit'),
  12: unit('UnknownOrigin'),
})
const UnknownTransaction = union(`${Validity}::UnknownTransaction`, {
  0: unit('CannotLookup'),
  1: unit('NoUnsignedValidator'),
  2: arm('Custom', u8),
})
const TransactionValidityError = union(`${Validity}::TransactionValidityError`, {
  0: arm('Invalid', InvalidTransaction),
  1: arm('Unknown', UnknownTransaction),
})

export const taggedTransactionQueueApi = runtimeApi(
  'TaggedTransactionQueue',
  3,
  {
    validate_transaction: method(
      { source: TransactionSource, tx: UncheckedExtrinsic, block_hash: H256 },
      result(ValidTransaction, TransactionValidityError),
      'Whether the block after the given one may hold an extrinsic.',
    ),
  },
  'The pool’s question.',
)
