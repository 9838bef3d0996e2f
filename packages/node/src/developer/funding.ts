// Money from nothing, by the rules: the sudo key sets the balance, and the chain counts what that adds as issued.
import { callValue, composeCall, storage, system, Tao } from '@taonet/runtime/tables'
import { type AccountId, idAddress, NetError } from '@taonet/wire'
import type { Host } from '../host/host.ts'
import type { TransactionSource } from '../host/port.ts'
import { unsignedBy } from './borrowed-signature.ts'

const U64_END = 1n << 64n

export const cannotFund = (why: string): NetError =>
  new NetError('no-funds', `the account cannot be funded: ${why}`, 'fund another account')

export const freeRao = (host: Host, account: AccountId): bigint =>
  system.storage.Account.get({ state: host.state }, account).data.free

/** The sudo key's extrinsic that brings the account to `rao` in the next block. @throws NetError `no-funds`. */
export function fundingTo(host: Host, account: AccountId, rao: bigint): Uint8Array {
  const { state } = host
  const sudo = storage.Sudo.Key.get({ state })
  if (!sudo) throw cannotFund('this chain has no sudo key')
  const { nonce } = system.storage.Account.get({ state }, sudo)
  const setting = (amount: bigint): Uint8Array => {
    if (amount >= U64_END) throw cannotFund('the amount is too large')
    const call = callValue('Balances', 'force_set_balance', {
      who: idAddress(account),
      new_free: Tao(amount),
    })
    return unsignedBy(sudo, composeCall('Sudo', 'sudo', { call }), nonce)
  }
  const extrinsic = setting(rao)
  const validity = host.query.runtime.validate(state, extrinsic, host.head.hash)
  if (!validity.ok) throw cannotFund(`the sudo key may not act (${validity.rejection.reason})`)
  // The sudo key gets its fee back after the call, on top of what the call set.
  return account === sudo ? setting(rao - validity.valid.fee) : extrinsic
}

/** A block with this extrinsic alone. */
export function only(extrinsic: Uint8Array): TransactionSource {
  const left = [extrinsic]
  return { next: () => left.pop(), included() {}, refused() {} }
}
