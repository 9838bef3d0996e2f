// Whether the next block may hold an extrinsic: the questions the pool asks, and the block asks again.
import {
  type AccountId,
  AccountId32,
  bytesToHex,
  type Era,
  encode,
  eraBirth,
  eraDeath,
  type Hash,
  signingPayload,
  struct,
  u32,
} from '@taonet/wire'
import type { BlockWorld } from './block-world.ts'
import { freeBalance } from './chapters/balances/ledger.ts'
import { maySign } from './chapters/members/admission.ts'
import { hotkeyExists } from './chapters/staking/accounts.ts'
import { nonceOf } from './chapters/system/accounts.ts'
import { blockHash } from './chapters/system/block.ts'
import type { Rejection } from './failure.ts'
import { mayPay } from './fee-payment.ts'
import {
  invalid,
  isBare,
  isRejection,
  type OpenedExtrinsic,
  openExtrinsic,
  plainRefusal,
} from './opened-extrinsic.ts'
import { dispatcher } from './protocol.ts'
import { customRejection } from './rejection-codes.ts'
import type { RuntimeVersion, SignatureFacts, Validity } from './runtime-port.ts'
import { attempt, signed, type World } from './world.ts'

function birthHash(world: World, era: Era): Hash | undefined {
  const birth = eraBirth(era, world.block)
  // In the pool the parent's hash is known but not yet a row.
  return birth === world.block - 1 ? world.parentHash : blockHash(world, birth)
}

/** What must be verified before the block of `world` may hold the extrinsic; undefined for a bare one. */
export function signatureFacts(
  world: World,
  extrinsic: Uint8Array,
  version: RuntimeVersion,
): SignatureFacts | Rejection | undefined {
  const opened = openExtrinsic(extrinsic)
  if (isRejection(opened)) return isBare(extrinsic) ? undefined : opened
  const refusal = plainRefusal(opened)
  if (refusal) return refusal
  const { signer, signature, extra, callBytes } = opened
  const birth = birthHash(world, extra.era)
  const genesis = world.block === 1 ? world.parentHash : blockHash(world, 0)
  if (birth === undefined || genesis === undefined) return invalid('AncientBirthBlock')
  const { specVersion, transactionVersion } = version
  return {
    scheme: signature.type === 'Ed25519' ? 'ed25519' : 'sr25519',
    signer,
    message: signingPayload(callBytes, extra, { specVersion, transactionVersion, genesis, birth }),
    signature: signature.value,
    nonce: extra.nonce,
    tip: extra.tip,
  }
}

/** Every caller leaves a nonce behind; who has no balance and is no hotkey pays nothing for it. */
export const isStranger = (world: World, { signer, fee }: OpenedExtrinsic): boolean =>
  fee === 0n && freeBalance(world, signer) === 0n && !hotkeyExists(world, signer)

/** Everything but the nonce's distance: era, payment, and the call's guards (chain-weights-staking §4.0). */
export function refusalOf(world: World, opened: OpenedExtrinsic): Rejection | undefined {
  const { signer, extra, call } = opened
  const plain = plainRefusal(opened)
  if (plain) return plain
  if (birthHash(world, extra.era) === undefined) return invalid('AncientBirthBlock')
  if (!maySign(world, signer)) return invalid('BadSigner')
  if (extra.nonce < nonceOf(world, signer)) return invalid('Stale')
  if (!mayPay(world, opened)) return invalid('Payment')
  const guarded = attempt(world, () => dispatcher.guard(world, signed(signer), call))
  return guarded.ok ? undefined : customRejection(guarded.error)
}

const Tag = struct('', { account: AccountId32, nonce: u32 })
const tagOf = (account: AccountId, nonce: number): string => bytesToHex(encode(Tag, { account, nonce }))

/** An extrinsic whose nonce lies ahead is valid and requires the one before it. */
export function validityOf(world: BlockWorld, extrinsic: Uint8Array): Validity {
  const opened = openExtrinsic(extrinsic)
  if (isRejection(opened)) return { ok: false, rejection: opened }
  const rejection = refusalOf(world, opened)
  if (rejection) return { ok: false, rejection }
  const { signer, extra, cost, fee, length } = opened
  const { nonce } = extra
  const ahead = nonce > nonceOf(world, signer)
  return {
    ok: true,
    valid: {
      priority: fee,
      requires: ahead ? [tagOf(signer, nonce - 1)] : [],
      provides: [tagOf(signer, nonce)],
      longevity: Math.min(Number.MAX_SAFE_INTEGER, eraDeath(extra.era, world.block) - world.block),
      propagate: true,
      signer,
      nonce,
      fee,
      free: cost.free,
      stranger: isStranger(world, opened),
      length,
      weight: cost.weight,
    },
  }
}
