// How much a block may hold: the reference's metadata constants (chain-governance §6.12, base spec 343).
import type { Weight } from '../../frame-types.ts'

const weight = (ref_time: bigint, proof_size: bigint): Weight => ({ ref_time, proof_size })

const BASE_EXTRINSIC = weight(108_157_000n, 0n)

export const BLOCK_WEIGHTS = {
  base_block: weight(431_614_000n, 0n),
  max_block: weight(4_000_000_000_000n, 18_446_744_073_709_551_615n),
  per_class: {
    normal: {
      base_extrinsic: BASE_EXTRINSIC,
      max_extrinsic: weight(2_599_891_843_000n, 11_990_383_647_911_208_550n),
      max_total: weight(3_000_000_000_000n, 13_835_058_055_282_163_711n),
      reserved: weight(0n, 0n),
    },
    operational: {
      base_extrinsic: BASE_EXTRINSIC,
      max_extrinsic: weight(3_599_891_843_000n, 16_602_069_666_338_596_454n),
      max_total: weight(4_000_000_000_000n, 18_446_744_073_709_551_615n),
      reserved: weight(1_000_000_000_000n, 4_611_686_018_427_387_904n),
    },
    mandatory: {
      base_extrinsic: BASE_EXTRINSIC,
      max_extrinsic: undefined,
      max_total: undefined,
      reserved: undefined,
    },
  },
} as const

/** Bytes. */
export const BLOCK_LENGTH = {
  max: { normal: 7_864_320, operational: 10_485_760, mandatory: 10_485_760 },
} as const

/** Picoseconds every extrinsic takes of the block beside its call. */
export const BASE_EXTRINSIC_TIME = BASE_EXTRINSIC.ref_time
export const MAX_EXTRINSIC_TIME = BLOCK_WEIGHTS.per_class.normal.max_extrinsic.ref_time
/** For extrinsics. */
export const MAX_BLOCK_TIME = BLOCK_WEIGHTS.per_class.normal.max_total.ref_time
/** For them and all that the block does by itself. */
export const MAX_TOTAL_TIME = BLOCK_WEIGHTS.max_block.ref_time
export const MAX_BLOCK_BYTES = BLOCK_LENGTH.max.normal

/** Free calls of signers without a balance or a hotkey: each may leave a nonce in the state that nobody paid for. */
export const STRANGERS_A_BLOCK = 1

/** Block hashes kept: the longest mortality a client may use (wire-interface §2.2). */
export const BLOCK_HASH_COUNT = 2400
