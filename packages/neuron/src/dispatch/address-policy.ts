// Which addresses a dispatcher may connect to (DESIGN §5): public unicast only, unless the chain allows loopback, or who runs
// it names private networks of his own. No chain can: an address on it must lead nobody into his own net.

import { BlockList, isIP } from 'node:net'
import { NetError } from '@taonet/wire'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

// IANA's special-purpose registries, and the addresses of cloud metadata services that lie outside them.
// One list a family: a BlockList holds an IPv4 address against the IPv6 nets that contain its mapped form.
const NOT_PUBLIC_V4 = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['168.63.129.16', 32],
] as const) {
  NOT_PUBLIC_V4.addSubnet(net, prefix, 'ipv4')
}
const NOT_PUBLIC_V6 = new BlockList()
for (const [net, prefix] of [
  // Only 2000::/3 is global unicast; what lies within it and is not public follows.
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  NOT_PUBLIC_V6.addSubnet(net, prefix, 'ipv6')
}

/** An IPv4 address written as IPv6 is judged as what it is. */
function plain(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  return mapped?.[1] ?? address
}

const listed = (list: OwnNets, address: string): boolean => {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** What nearly all are that are one: for them no list is read. */
const USUAL_LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

export const isLoopback = (address: string): boolean =>
  USUAL_LOOPBACK.has(address) || listed(LOOPBACK, plain(address))

// What owners number their own machines with. Neither loopback nor link-local, where metadata services of clouds are.
const PRIVATE = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['fc00::', 7],
] as const

/** Private networks that may be called. */
export type OwnNets = Pick<BlockList, 'check'>

const netsOf = (nets: readonly (readonly [net: string, prefix: number])[]): BlockList => {
  const list = new BlockList()
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, isIP(net) === 6 ? 'ipv6' : 'ipv4')
  return list
}

/** Every private network: for addresses that no chain said. */
export const EVERY_PRIVATE_NET: OwnNets = netsOf(PRIVATE)

/** Nets such as `192.168.4.0/22`. @throws NetError `bad-net` for what is none, or not private. */
export const ownNets = (texts: readonly string[]): OwnNets => netsOf(texts.map(ownNet))

function ownNet(text: string): readonly [net: string, prefix: number] {
  const [, net = '', digits = ''] = /^([\da-fA-F:.]+)\/(\d{1,3})$/.exec(text) ?? []
  const [family, prefix] = [isIP(net), Number(digits)]
  const isWithin = PRIVATE.some(
    one => isIP(one[0]) === family && prefix >= one[1] && listed(netsOf([one]), net),
  )
  if (isWithin && prefix <= (family === 6 ? 128 : 32)) return [net, prefix]
  throw new NetError(
    'bad-net',
    `"${text}" is no private network`,
    'such as 192.168.0.0/16, within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 or fc00::/7',
  )
}

// Metadata services of clouds that lie among them all the same.
const METADATA = new BlockList()
METADATA.addAddress('fd00:ec2::254', 'ipv6')
METADATA.addAddress('100.100.100.200', 'ipv4')

/** Whether a connection to the numeric address may be made; text that is no address never. */
export function mayConnect(address: string, allowLoopback: boolean, own?: OwnNets): boolean {
  const numeric = plain(address)
  if (isIP(numeric) === 0) return false
  if (allowLoopback && listed(LOOPBACK, numeric)) return true
  if (own && listed(own, numeric) && !listed(METADATA, numeric)) return true
  return !listed(isIP(numeric) === 6 ? NOT_PUBLIC_V6 : NOT_PUBLIC_V4, numeric)
}
