// Opens sockets for a dispatcher: the address policy is applied to the very address that is connected to, after resolution,
// so that no name can point somewhere else in between.

import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { TLSSocket } from 'node:tls'
import { type Hash, NetError } from '@taonet/wire'
import { buildConnector } from 'undici'
import { pinOfCertificate } from '../tls-pin.ts'
import { wrongIdentity } from './failures.ts'
import { placeOf } from './origin.ts'

const CONNECT_TIMEOUT = 5_000

async function resolve(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host]
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => address)
}

async function allowedAddress(hostname: string, may: (address: string) => boolean): Promise<string> {
  const addresses = await resolve(hostname)
  const address = addresses.find(may)
  if (address !== undefined) return address
  throw new NetError(
    'refused-address',
    `${hostname} is no public address`,
    'a miner must serve on a public address; only a development chain allows loopback, and --allow-net a private network',
  )
}

function pinOfSocket(socket: unknown): Hash | undefined {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
  return certificate && pinOfCertificate(certificate)
}

/**
 * `may` says of a numeric address whether it may be called. TLS is as its pin demands: no authority is asked, and another key gets
 * not a byte of a request.
 */
export function guardedConnector(may: (address: string) => boolean): buildConnector.connector {
  // A resumed session shows no certificate.
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT,
    rejectUnauthorized: false,
    maxCachedSessions: 0,
  })
  return (options, callback) => {
    const { host, pin } = placeOf(options.hostname)
    const pinned: buildConnector.Callback = (...[error, socket]) => {
      if (error !== null) return callback(error, null)
      if (options.protocol === 'https:' && (pin === undefined || pinOfSocket(socket) !== pin)) {
        socket.destroy()
        return callback(wrongIdentity('its TLS key is not the one that the chain shows'), null)
      }
      callback(null, socket)
    }
    allowedAddress(host, may).then(
      hostname => connect({ ...options, hostname }, pinned),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    )
  }
}
