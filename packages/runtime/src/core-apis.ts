// The frame's runtime APIs at work. They speak of the runtime as a whole, so each runtime makes its own.
import { DecodeError, hexToBytes } from '@taonet/wire'
import { type ApiImplementation, implementApi } from './api.ts'
import {
  accountNonceApi,
  coreApi,
  metadataApi,
  taggedTransactionQueueApi,
  transactionPaymentApi,
} from './apis/core.ts'
import { nextWorld } from './block-world.ts'
import { nonceOf } from './chapters/system/accounts.ts'
import { lengthFee, weightFee } from './chapters/transaction-payment/fee.ts'
import type { Rejection } from './failure.ts'
import type { MetadataVersion } from './metadata.ts'
import { METADATA_VERSIONS } from './metadata.ts'
import { Tao } from './nouns.ts'
import { isRejection, type OpenedExtrinsic, openExtrinsic } from './opened-extrinsic.ts'
import type { RuntimeVersion } from './runtime-port.ts'
import { validityOf } from './validity.ts'
import { wireVersion } from './version.ts'

const isServed = (version: number): version is MetadataVersion =>
  METADATA_VERSIONS.some(served => served === version)

/** The extrinsic of a fee estimate: its signature is a filler and its nonce anything. */
function opened(extrinsic: Uint8Array): OpenedExtrinsic {
  const result = openExtrinsic(extrinsic)
  if (isRejection(result)) throw new DecodeError('not a signed extrinsic of this runtime', 0)
  return result
}

const unit = <N extends string>(type: N) => ({ type, value: undefined })

function wireRejection(rejection: Rejection) {
  if (rejection.kind === 'unknown') return { type: 'Unknown' as const, value: unit(rejection.reason) }
  const value =
    rejection.reason === 'Custom'
      ? { type: 'Custom' as const, value: rejection.code }
      : unit(rejection.reason)
  return { type: 'Invalid' as const, value }
}

export function coreApis(
  version: RuntimeVersion,
  metadata: (version: MetadataVersion) => Uint8Array,
): readonly ApiImplementation[] {
  return [
    implementApi(coreApi, { version: () => wireVersion(version) }),
    implementApi(metadataApi, {
      metadata: () => metadata(14),
      metadata_at_version: (_, { version }) => (isServed(version) ? metadata(version) : undefined),
      metadata_versions: () => [...METADATA_VERSIONS],
    }),
    implementApi(accountNonceApi, { account_nonce: (world, { account }) => nonceOf(world, account) }),
    implementApi(transactionPaymentApi, {
      query_info(_, { uxt }) {
        const { cost, fee, extra } = opened(uxt)
        const weight = { ref_time: cost.weight, proof_size: 0n }
        return { weight, class: unit('Normal'), partial_fee: Tao(fee - extra.tip) }
      },
      query_fee_details(_, { uxt }) {
        const { cost, length, extra } = opened(uxt)
        const parts = {
          base_fee: Tao(0n),
          len_fee: lengthFee(length),
          adjusted_weight_fee: weightFee(cost.weight),
        }
        return { inclusion_fee: cost.free ? undefined : parts, tip: Tao(extra.tip) }
      },
      query_weight_to_fee: (_, { weight }) => weightFee(weight.ref_time),
      query_length_to_fee: (_, { length }) => lengthFee(length),
    }),
    implementApi(taggedTransactionQueueApi, {
      validate_transaction(world, { tx, block_hash }) {
        const validity = validityOf(nextWorld(world.state, block_hash), tx)
        if (!validity.ok) return { type: 'Err' as const, value: wireRejection(validity.rejection) }
        const { priority, requires, provides, longevity, propagate } = validity.valid
        const value = {
          priority,
          requires: requires.map(tag => hexToBytes(tag)),
          provides: provides.map(tag => hexToBytes(tag)),
          longevity: BigInt(longevity),
          propagate,
        }
        return { type: 'Ok' as const, value }
      },
    }),
  ]
}
