// Opens sockets for a dispatcher: the address policy is applied to the very address that is connected to, after resolution,
// so that no name can point somewhere else in between.

import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { NetError } from '@taonet/wire'
import { buildConnector } from 'undici'
import { mayConnect } from './address-policy.ts'

const CONNECT_TIMEOUT = 5_000

async function resolve(hostname: string): Promise<readonly string[]> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) !== 0) return [host]
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => address)
}

async function allowedAddress(hostname: string, allowLoopback: () => boolean): Promise<string> {
  const addresses = await resolve(hostname)
  const address = addresses.find(one => mayConnect(one, allowLoopback()))
  if (address !== undefined) return address
  throw new NetError(
    'refused-address',
    `${hostname} is no public address`,
    'a miner must serve on a public address; only a development chain allows loopback',
  )
}

/** `allowLoopback` is asked anew for every connection. */
export function guardedConnector(allowLoopback: () => boolean): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT })
  return (options, callback) => {
    allowedAddress(options.hostname, allowLoopback).then(
      hostname => connect({ ...options, hostname }, callback),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    )
  }
}
