// The node says no: a JSON-RPC error, as it came.

export class RpcError extends Error {
  readonly code: number
  readonly data: unknown
  constructor(code: number, message: string, data: unknown) {
    super(typeof data === 'string' ? `${message}: ${data}` : message)
    this.name = 'RpcError'
    this.code = code
    this.data = data
  }
}
