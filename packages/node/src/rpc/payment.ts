// `payment_*`: what a transaction would cost. The runtime answers, signatures are not looked at (wire-interface §2.2).
import { compact, decode, encode, option, struct, tuple, u8, u32, u64 } from '@taonet/wire'
import type { Methods, RpcNode } from './method.ts'
import type { Params } from './params.ts'
import { runtimeCall } from './runtime-call.ts'

const DispatchInfo = tuple(struct('Weight', { ref_time: compact(u64), proof_size: compact(u64) }), u8, u64)
const FeeDetails = tuple(option(struct('InclusionFee', { base: u64, length: u64, weight: u64 })), u64)
const CLASSES = ['normal', 'operational', 'mandatory']
const hexNumber = (value: bigint): string => `0x${value.toString(16)}`

export function paymentMethods({ chain }: RpcNode): Methods {
  const ask = (method: string, params: Params): Uint8Array => {
    const extrinsic = params.bytes(0, 'extrinsic')
    const data = Buffer.concat([extrinsic, encode(u32, extrinsic.length)])
    const at = params.hash(1, 'block hash')
    return runtimeCall(chain, { name: `TransactionPaymentApi_${method}`, data, at })
  }
  return {
    payment_queryInfo(params) {
      const [weight, dispatchClass, fee] = decode(DispatchInfo, ask('query_info', params))
      return {
        weight: { ref_time: Number(weight.ref_time), proof_size: Number(weight.proof_size) },
        class: CLASSES[dispatchClass],
        partialFee: fee.toString(),
      }
    },
    payment_queryFeeDetails(params) {
      const [inclusion] = decode(FeeDetails, ask('query_fee_details', params))
      return {
        inclusionFee: inclusion
          ? {
              baseFee: hexNumber(inclusion.base),
              lenFee: hexNumber(inclusion.length),
              adjustedWeightFee: hexNumber(inclusion.weight),
            }
          : null,
      }
    },
  }
}
