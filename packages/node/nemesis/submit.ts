// One extrinsic given to one node and watched until the node calls its block final, or nothing is known of it.
import { bytesToHex, type Hash, hash32 } from '@taonet/wire'
import { WebSocket } from 'ws'

export type Told =
  | { readonly kind: 'final'; readonly block: Hash }
  /** The node would not have it now. Another may have it, or have had it. */
  | { readonly kind: 'refused'; readonly outdated: boolean }
  | { readonly kind: 'unknown' }

const UNKNOWN: Told = { kind: 'unknown' }

/** Never rejects: what goes wrong leaves the outcome unknown. */
export function submit(port: number, extrinsic: Uint8Array, ms: number): Promise<Told> {
  return new Promise(resolve => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { handshakeTimeout: ms })
    const timer = setTimeout(() => done(UNKNOWN), ms)
    const done = (told: Told): void => {
      clearTimeout(timer)
      socket.terminate()
      resolve(told)
    }
    socket.on('error', () => done(UNKNOWN))
    socket.on('close', () => done(UNKNOWN))
    socket.on('open', () => {
      const params = [bytesToHex(extrinsic)]
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'author_submitAndWatchExtrinsic', params }))
    })
    socket.on('message', data => {
      const told = toldBy(JSON.parse(String(data)))
      if (told) done(told)
    })
  })
}

/** Undefined for what is not the last word. */
function toldBy(message: unknown): Told | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  if ('error' in message) {
    const refused = JSON.stringify(message.error)
    return { kind: 'refused', outdated: refused.includes('outdated') }
  }
  if (!('params' in message)) return undefined
  const { params } = message
  if (typeof params !== 'object' || params === null || !('result' in params)) return undefined
  const status = params.result
  if (status === 'invalid') return { kind: 'refused', outdated: false }
  if (typeof status !== 'object' || status === null) return undefined
  if ('usurped' in status) return { kind: 'refused', outdated: false }
  return 'finalized' in status ? { kind: 'final', block: hash32(String(status.finalized)) } : undefined
}
