// The worst that we know how to ask of a node, by name. Each is made when it is asked for: some have 16 MB.
import { callValue, composeCall, NetUid } from '@taonet/runtime/tables'
import { bytesToHex, encode, u16 } from '@taonet/wire'
import { accountKey, alice, type ChainIds, sign } from '../../test/wallet.ts'
import { NETUID } from './full-subnet.ts'

/** What a request may have at most, less what is around its long part. */
const MUCH = 16 * 1024 * 1024 - 1_000
/** An extrinsic that just fits into a block. */
const LONGEST_CALL = 7_864_320 - 200
const HUNDRED = 100

const one = (method: string, ...params: readonly unknown[]) => ({ jsonrpc: '2.0', id: 1, method, params })
const single = (method: string, ...params: readonly unknown[]) => JSON.stringify(one(method, ...params))
const batch = (method: string, ...params: readonly unknown[]) =>
  JSON.stringify(Array.from({ length: HUNDRED }, () => one(method, ...params)))
const hex = (digits: number): string => `0x${'ff'.repeat(digits / 2)}`
const fill = (piece: string, end = ''): string => piece.repeat(MUCH / piece.length) + end

/** Signed for another version of the runtime: all that can be asked of them is asked, each time anew. */
function calls({ ids, nonce }: Signing) {
  const others = { ...ids, specVersion: ids.specVersion + 1 }
  const signed = (call: Uint8Array): string => bytesToHex(sign(others, alice, call, { nonce }))
  return {
    remark: () => signed(composeCall('System', 'remark', { remark: new Uint8Array(LONGEST_CALL) })),
    batch: () =>
      signed(
        composeCall('Utility', 'batch', {
          calls: Array(26_000 - 1).fill(callValue('System', 'remark', { remark: new Uint8Array() })),
        }),
      ),
    weights: () =>
      signed(
        composeCall('SubtensorModule', 'set_weights', {
          netuid: NetUid(1),
          dests: Array(LONGEST_CALL / 4 - 10).fill(1),
          weights: Array(LONGEST_CALL / 4 - 10).fill(1),
          version_key: 0n,
        }),
      ),
  }
}

export interface Signing {
  readonly ids: ChainIds
  readonly nonce: number
}

export function hostileBodies(signing: Signing): Readonly<Record<string, () => string>> {
  const netuid = bytesToHex(encode(u16, NETUID))
  const key = `0x${accountKey(alice.account)}`
  const keys = (length: number): string[] => Array.from({ length }, () => key)
  const metagraph = ['SubnetInfoRuntimeApi_get_metagraph', netuid]
  const call = calls(signing)
  const params = (list: string): string =>
    `{"jsonrpc":"2.0","id":1,"method":"state_getKeys","params":[${list}]}`
  return {
    'one get_metagraph of 256 uids': () => single('state_call', ...metagraph),
    'a hundred of them': () => batch('state_call', ...metagraph),
    get_all_metagraphs: () => single('state_call', 'SubnetInfoRuntimeApi_get_all_metagraphs', '0x'),
    'a hundred times 1,000 keys': () => batch('state_getKeysPaged', '0x', 1_000),
    'all keys': () => single('state_getKeys', '0x'),
    'a hundred times chain_getBlock': () => batch('chain_getBlock'),
    '10,000 keys queried': () => single('state_queryStorageAt', keys(10_000)),
    'a hundred times 100 keys queried': () => batch('state_queryStorageAt', keys(100)),
    '1,000 keys proven': () => single('state_getReadProof', keys(1_000)),
    'a hundred metadata': () => batch('state_getMetadata'),
    'a hundred metadata of version 15': () =>
      batch('state_call', 'Metadata_metadata_at_version', '0x0f000000'),
    'a method of 16 MB': () => single(fill('m')),
    'an id of 16 MB': () => JSON.stringify({ ...one('system_name'), id: fill('i') }),
    'a key of 16 MB': () => single('state_getStorage', hex(MUCH)),
    'a hash of 16 MB': () => single('chain_getBlock', hex(MUCH)),
    'an address of 16 MB': () => single('system_accountNextIndex', fill('5')),
    'a function of 16 MB': () => single('state_call', fill('f'), '0x'),
    'a call of 16 MB': () => single('state_call', 'Core_version', hex(MUCH)),
    'an extrinsic of 16 MB': () => single('author_submitExtrinsic', hex(MUCH)),
    'a remark of 7.8 MB': () => single('author_submitExtrinsic', call.remark()),
    'its fee': () => single('payment_queryInfo', call.remark()),
    'a batch of 26,000 calls': () => single('author_submitExtrinsic', call.batch()),
    'weights of 2 million uids': () => single('author_submitExtrinsic', call.weights()),
    '16 MB of small numbers': () => `[${fill('0,', '0')}]`,
    '16 MB of parameters': () => params(fill('0,', '0')),
    '16 MB of empty texts': () => params(fill('"",', '""')),
    '16 MB of objects': () => params(fill('{},', '{}')),
    '16 MB of names': () =>
      params(`{${Array.from({ length: MUCH / 12 }, (_, i) => `"${String(i).padStart(7, '0')}":0`).join()}}`),
    '16 MB of one number': () => params(fill('9')),
    '16 MB of brackets': () => fill('[]'),
    '16 MB of spaces': () => fill(' '),
    '16 MB of quotes': () => fill('"'),
    '16 MB of escaped quotes': () => params(`"${fill('\\"')}"`),
    '16 MB of other letters': () => params(`"${fill('é').slice(0, MUCH / 2)}"`),
  }
}
