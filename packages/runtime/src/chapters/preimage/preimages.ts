// Bytes under their hash: who pays for them and who still needs them.
import { type AccountId, blake2b256, type Hash, hash32 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { releaseReserve, reserve } from '../balances/reserve.ts'
import {
  DEPOSIT,
  MAX_SIZE,
  PreimageFor,
  preimage,
  type RequestStatus,
  RequestStatusFor,
  type Ticket,
} from './table.ts'

const { error, event } = preimage

/** rao for so many bytes. */
export const depositFor = (length: number): Tao => Tao(DEPOSIT.base + DEPOSIT.each * BigInt(length))

type Need = Extract<RequestStatus, { type: 'Requested' }>['value']

const needed = (value: Need): RequestStatus => ({ type: 'Requested', value })

/** What the chain itself needs, once more than before. */
function oneMore(status: RequestStatus | undefined): Need {
  if (status?.type === 'Requested') return { ...status.value, count: status.value.count + 1 }
  return { maybe_ticket: status?.value.ticket, count: 1, maybe_len: status?.value.len }
}

function store(world: World, hash: Hash, bytes: Uint8Array): void {
  PreimageFor.put(world, [hash, bytes.length], bytes)
  world.emit(event.Noted({ hash }))
}

function clear(world: World, hash: Hash, length: number | undefined): void {
  RequestStatusFor.remove(world, hash)
  if (length !== undefined) PreimageFor.remove(world, [hash, length])
  world.emit(event.Cleared({ hash }))
}

const giveBack = (world: World, [owner, deposit]: Ticket): void => releaseReserve(world, owner, deposit)

/**
 * @param depositor absent for root, who pays nothing and needs what he notes.
 * @returns whether the chain needs the bytes: then they are free.
 */
export function note(world: World, bytes: Uint8Array, depositor: AccountId | undefined): boolean {
  ensure(bytes.length <= MAX_SIZE, error.TooBig)
  const hash = hash32(blake2b256(bytes))
  const status = RequestStatusFor.get(world, hash)
  const len = bytes.length
  if (status?.type === 'Requested') {
    // It is free: sent again and again it would fill blocks for nothing.
    ensure(depositor === undefined || status.value.maybe_len === undefined, error.AlreadyNoted)
    RequestStatusFor.put(world, hash, needed({ ...status.value, maybe_len: len }))
  } else if (depositor === undefined) {
    RequestStatusFor.put(world, hash, needed({ ...oneMore(status), maybe_len: len }))
  } else {
    ensure(status === undefined, error.AlreadyNoted)
    const deposit = depositFor(len)
    reserve(world, depositor, deposit)
    RequestStatusFor.put(world, hash, { type: 'Unrequested', value: { ticket: [depositor, deposit], len } })
  }
  store(world, hash, bytes)
  return status?.type === 'Requested' || depositor === undefined
}

/** @param owner absent for root, who may end what anybody keeps. */
export function unnote(world: World, hash: Hash, owner: AccountId | undefined): void {
  const status = RequestStatusFor.get(world, hash)
  ensure(status !== undefined, error.NotNoted)
  const ticket = status.type === 'Unrequested' ? status.value.ticket : status.value.maybe_ticket
  ensure(owner === undefined || ticket?.[0] === owner, error.NotAuthorized)
  if (status.type === 'Requested' && ticket === undefined) return unrequest(world, hash)
  if (ticket) giveBack(world, ticket)
  if (status.type === 'Unrequested') return clear(world, hash, status.value.len)
  RequestStatusFor.put(world, hash, needed({ ...status.value, maybe_ticket: undefined }))
}

export function request(world: World, hash: Hash): void {
  const status = RequestStatusFor.get(world, hash)
  RequestStatusFor.put(world, hash, needed(oneMore(status)))
  if (status?.type !== 'Requested') world.emit(event.Requested({ hash }))
}

/** The last request that goes leaves the preimage to whoever paid for it, or ends it. Refuses NotRequested. */
export function unrequest(world: World, hash: Hash): void {
  const status = RequestStatusFor.get(world, hash)
  ensure(status?.type === 'Requested', error.NotRequested)
  const { maybe_ticket: ticket, count, maybe_len: len } = status.value
  if (count > 1) RequestStatusFor.put(world, hash, needed({ ...status.value, count: count - 1 }))
  else if (ticket && len !== undefined)
    RequestStatusFor.put(world, hash, { type: 'Unrequested', value: { ticket, len } })
  else clear(world, hash, len)
}

/** Keeps bytes for as long as the chain needs them, which is until as many `unrequest` as there were of these. */
export function keep(world: World, bytes: Uint8Array): Hash {
  const hash = hash32(blake2b256(bytes))
  const need = oneMore(RequestStatusFor.get(world, hash))
  if (need.maybe_len === undefined) store(world, hash, bytes)
  RequestStatusFor.put(world, hash, needed({ ...need, maybe_len: bytes.length }))
  return hash
}
