// Where a target is called. Connections are pooled by origin, so a pin is part of it: another key is another place.

import { isIP } from 'node:net'
import { type Hash, hash32 } from '@taonet/wire'
import type { Target } from './reply.ts'

const PINNED = /^([0-9a-f]{32})\.([0-9a-f]{32})\.([0-9a-f-]+)\.pinned$/

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/** An origin with a pin in it is no host: what a miner sees is where it is called, as without a pin. */
export const hostHeader = ({ host, port, pin }: Target): readonly string[] =>
  pin === undefined ? [] : ['host', `${bracketed(host)}:${port}`]

export function originOf({ host, port, pin }: Target): string {
  if (pin === undefined) return `http://${bracketed(host)}:${port}`
  const digits = pin.slice(2)
  return `https://${digits.slice(0, 32)}.${digits.slice(32)}.${host.replace(/[.:]/g, '-')}.pinned:${port}`
}

/** The host and the pin of an origin's hostname. */
export function placeOf(hostname: string): { readonly host: string; readonly pin: Hash | undefined } {
  const [, front, back, address] = PINNED.exec(hostname) ?? []
  if (front === undefined || back === undefined || address === undefined)
    return { host: hostname.replace(/^\[(.*)\]$/, '$1'), pin: undefined }
  const dotted = address.replaceAll('-', '.')
  return {
    host: isIP(dotted) === 4 ? dotted : address.replaceAll('-', ':'),
    pin: hash32(`0x${front}${back}`),
  }
}
