// Where a miner listens, and what the chain is told.
import { isIP } from 'node:net'
import { type AxonAddress, mayConnect, type OwnNets, type PortRange } from '@taonet/neuron'
import { NetError } from '@taonet/wire'

/**
 * `1.2.3.4`, `1.2.3.4:8091`, `2001:db8::1` or `[2001:db8::1]:8091`; without a port the server's own.
 * @throws NetError `bad-address`.
 */
export function announcedBy(text: string, ownPort: number): AxonAddress {
  const [, bracketed, dotted, digits] = /^(?:\[([^\]]+)\]|([\d.]+)):(\d+)$/.exec(text) ?? []
  const host = bracketed ?? dotted ?? text
  const port = digits === undefined ? ownPort : Number(digits)
  if (isIP(host) !== 0 && port > 0 && port <= 65_535) return { host, port }
  throw new NetError(
    'bad-address',
    `"${text}" with port ${port} is not an address to announce`,
    'give a numeric address and a port: --announce 203.0.113.7:8091, or --port 8091 beside it',
  )
}

/** @throws NetError `bad-address` when the chain's axons may not stand there. */
export function ensureAnnounceable(host: string, allowLoopback: boolean, own?: OwnNets): void {
  if (mayConnect(host, allowLoopback, own)) return
  throw new NetError(
    'bad-address',
    `nobody on this chain may call ${host}`,
    'listen for the outside and say where: --host 0.0.0.0 --announce YOUR.PUBLIC.ADDRESS; in a private network name that by --allow-net, here and at the validators',
  )
}

/** HOST:PORT, or [IPv6]:PORT. @throws NetError `bad-address`. */
export function relayNamed(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, named, digits] = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? named
  const port = Number(digits)
  if (host !== undefined && port > 0 && port <= 65_535) return { host, port }
  throw new NetError(
    'bad-address',
    `"${text}" names no relay`,
    'give its host and port: --tunnel relay.example:8200',
  )
}

/** `9100-9199`. @throws NetError `bad-ports`. */
export function portRange(text: string): PortRange {
  const [, from = '', to = ''] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? []
  const [first, last] = [Number(from), Number(to)]
  if (first > 0 && first <= last && last <= 65_535) return { first, last }
  throw new NetError('bad-ports', `"${text}" is no range of ports`, 'give two: --relay-ports 9100-9199')
}
