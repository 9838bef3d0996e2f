// `dev_*`: what developers do to their own chain (docs/run/node.md). The first four names and their parameters are those
// of Chopsticks. They exist on `dev` and `local` only and are not for web pages, whatever their origin (DESIGN §10).

import { bytesToHex, type Hash, isNetError } from '@taonet/wire'
import { unsignedBy } from '../developer/borrowed-signature.ts'
import { SEALINGS } from '../embedded/sealer.ts'
import type { Head } from '../host/port.ts'
import { invalidParams, RpcError, submitError } from './error.ts'
import type { Alone, Method, Methods, RpcNode } from './method.ts'
import { asBytes, type Params } from './params.ts'

const MOST_BLOCKS = 1_000_000
const MOST_TRANSACTIONS = 10_000
const LONGEST_BLOCK_TIME = 3_600_000
const LATEST = 8_640_000_000_000_000
const REFUSED = -32000

const hashOf = (head: Head): Hash => head.hash

function fields(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidParams('options are an object')
  return { ...value }
}

/** Milliseconds since 1970, as a number or as a date's text. */
function moment(value: unknown): number {
  const time = typeof value === 'string' ? Date.parse(value) : value
  if (typeof time !== 'number' || !Number.isInteger(time) || time < 0 || time > LATEST)
    throw invalidParams('a time is milliseconds since 1970 or a date')
  return time
}

/** rao: a whole number, or its decimal text where a number would not hold it. */
function rao(value: unknown): bigint {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof text !== 'string' || !/^[0-9]{1,20}$/.test(text)) throw invalidParams('an amount is whole rao')
  return BigInt(text)
}

export function devMethods(node: RpcNode, { sealer, developer }: Alone): Methods {
  const { chain, host, pool, submissions } = node

  const submit = async (bytes: Uint8Array): Promise<Hash> => {
    const submitted = await submissions.submit(bytes)
    if (!submitted.ok) throw submitError(submitted.rejection)
    return submitted.hash
  }
  const sealing = (params: Params) => {
    const asked = params.text(0, 'sealing').toLowerCase()
    // Chopsticks' name for what we call by interval.
    const wanted = asked === 'batch' ? 'interval' : asked
    const known = SEALINGS.find(one => one === wanted)
    if (!known) throw invalidParams(`sealing is one of ${SEALINGS.join(', ')}`)
    return known
  }

  return forDevelopers({
    async dev_newBlock(params) {
      const { count, to, transactions } = fields(params.get(0))
      const wanted = to === undefined ? (count ?? 1) : Number(to) - chain.head.number
      if (typeof wanted !== 'number' || !Number.isInteger(wanted) || wanted > MOST_BLOCKS)
        throw invalidParams(`count and to are whole numbers, for at most ${MOST_BLOCKS} blocks`)
      const sent = transactions === undefined ? [] : transactions
      if (!Array.isArray(sent) || sent.length > MOST_TRANSACTIONS)
        throw invalidParams(`transactions are a list of at most ${MOST_TRANSACTIONS}`)
      for (const one of sent) await submit(asBytes(one, 'transaction'))
      return hashOf(await developer.newBlocks(Math.max(wanted, 1)))
    },
    async dev_timeTravel(params) {
      const time = moment(params.get(0))
      await developer.travelTo(time)
      return time
    },
    async dev_setHead(params) {
      const which = params.get(0)
      const number = typeof which === 'number' ? which : chain.numberOf(params.neededHash(0, 'block'))
      if (number === undefined) throw new RpcError(REFUSED, 'there is no such block')
      return hashOf(await developer.setHead(number))
    },
    async dev_setBlockBuildMode(params) {
      await sealer.setPace(sealing(params), sealer.blockTime)
      return null
    },
    async dev_setBlockTime(params) {
      const milliseconds = params.count(0, 'block time', LONGEST_BLOCK_TIME)
      if (milliseconds === 0) throw invalidParams('a block takes at least a millisecond')
      await sealer.setPace(sealer.sealing, milliseconds)
      return null
    },
    async dev_nextEpoch(params) {
      const { hash, number } = await developer.nextEpoch(params.count(0, 'netuid', 0xffff))
      return { hash, number }
    },
    dev_snapshot: () => developer.snapshot(),
    dev_revert: async params => hashOf(await developer.revert(params.text(0, 'snapshot'))),
    dev_dumpState: () => bytesToHex(developer.dump()),
    dev_loadState: async params => hashOf(await developer.load(params.bytes(0, 'state'))),
    dev_fund: async params => hashOf(await developer.fund(params.account(0, 'account'), rao(params.get(1)))),
    dev_impersonate(params) {
      developer.impersonated.add(params.account(0, 'account'))
      return null
    },
    dev_stopImpersonating: params => developer.impersonated.delete(params.account(0, 'account')),
    async dev_submitAs(params) {
      const account = params.account(0, 'account')
      const extrinsic = unsignedBy(account, params.bytes(1, 'call'), pool.nextNonce(account))
      if (!host.vouch(extrinsic)) throw invalidParams('the call cannot be decoded')
      return submit(extrinsic)
    },
  })
}

/** Refuses web pages, and says what developers did wrong without calling it an internal error. */
function forDevelopers(methods: Methods): Methods {
  const guarded =
    (method: Method): Method =>
    async (params, caller, turn) => {
      if (caller.origin !== undefined)
        throw new RpcError(-32601, 'Method not found', 'developer methods are not for web pages')
      try {
        return await method(params, caller, turn)
      } catch (thrown) {
        throw isNetError(thrown) ? new RpcError(REFUSED, thrown.message, thrown.hint) : thrown
      }
    }
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, guarded(method)]))
}
