// Words that the answers of runtime APIs are made of (wire-runtime-apis, head): nearly every number is compact, and texts
// are lists of compact bytes.
import {
  AccountId32,
  bool,
  branded,
  type Codec,
  compact,
  type TypeParam,
  tuple,
  u8,
  u16,
  u64,
  vec,
} from '@taonet/wire'
import { Alpha, NetUid, Tao, Uid } from '../../nouns.ts'

export const c16 = compact(u16)
export const c64 = compact(u64)
export const cNetUid = compact(NetUid)
export const cUid = compact(Uid)
export const cTao = compact(Tao)
export const cAlpha = compact(Alpha)

/** `Vec<Compact<u8>>`: a byte from 64 on takes two. */
export const compactBytes: Codec<Uint8Array> = branded(
  vec(compact(u8)),
  values => Uint8Array.from(values),
  bytes => [...bytes],
)

export const accounts = vec(AccountId32)
export const flags = vec(bool)
export const shares = vec(c16)
export const blocks = vec(c64)
export const alphas = vec(cAlpha)
/** (uid, share of 65535) */
export const links = vec(tuple(cUid, c16))

const RPC_INFO = 'pallet_subtensor::rpc_info'
/** Path of an answer's type. */
export const rpcInfo = (module: string, name: string): string => `${RPC_INFO}::${module}::${name}`
export const ofAccount: readonly TypeParam[] = [{ name: 'AccountId', of: AccountId32.shape }]
