// @taonet/client: a typed chain client derived from the runtime's tables. Runs in a browser; wallet files are in
// ./wallet-files.
export { ChainError, type PoolReason } from './chain-error.ts'
export {
  type ChainInfo,
  type Client,
  connect,
  type SignOptions,
  type SubmitOptions,
  type WaitOptions,
} from './client.ts'
export type { Head } from './heads.ts'
export type { Reader } from './reader.ts'
export type { Receipt } from './receipt.ts'
export { RpcError } from './rpc-error.ts'
export type { SocketOptions } from './socket.ts'
