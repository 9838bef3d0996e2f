// The pool's members as the router sees miners: a seat, a hotkey, declared weights, and equal pay.
import { type AccountId, hash32, hexToBytes } from '@taonet/wire'
import type { Candidate } from '../../src/network.ts'
import { neuron } from '../../test/network.ts'
import type { Member } from './mixture-pool.ts'

const NETUID = 1

const seat = (uid: number) => neuron({ netuid: NETUID, uid, port: 1 })

export const hotkeyOf = (uid: number): AccountId => seat(uid).hotkey

export const candidatesOf = (pool: readonly Member[]): readonly Candidate[] =>
  pool.flatMap(({ name, sha256 }, uid) => {
    const { target, ...rest } = seat(uid)
    const weights = hash32(hexToBytes(`0x${sha256}`))
    const declaration = { model: name, sha256: weights, engine: 'llama.cpp', protocol: weights }
    return target ? [{ ...rest, target, declaration, model: name }] : []
  })
