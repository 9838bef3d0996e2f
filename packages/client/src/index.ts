// @taonet/client: a typed chain client derived from the runtime's tables. Runs in a browser; wallet files are in
// ./wallet-files.
export * from './chain-error.ts'
export { type ChainInfo, type Client, connect, type Head, type SubmitOptions } from './client.ts'
export type { Reader } from './reader.ts'
export type { Receipt } from './receipt.ts'
export { RpcError } from './socket.ts'
