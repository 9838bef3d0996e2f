// Addresses as `AxonInfo` holds them: one integer and a type, 4 or 6 (chain-registry §3.8).

import { isIP } from 'node:net'
import { NetError } from '@taonet/wire'
import type { AxonAddress } from './neuron-chain.ts'

export interface PackedAddress {
  readonly ip: bigint
  readonly ip_type: 4 | 6
}

/** Eight groups of an IPv6 address in any of its spellings. */
function groupsOf(host: string): readonly number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)
  const text = dotted
    ? `${dotted[1]}${((Number(dotted[2]) << 8) | Number(dotted[3])).toString(16)}:${((Number(dotted[4]) << 8) | Number(dotted[5])).toString(16)}`
    : host
  const [head = '', tail] = text.split('::')
  const numbers = (part: string): number[] =>
    part === '' ? [] : part.split(':').map(group => Number.parseInt(group, 16))
  const front = numbers(head)
  const back = tail === undefined ? [] : numbers(tail)
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back]
}

/** @throws NetError `bad-address` when the text is no numeric address. */
export function packAddress(host: string): PackedAddress {
  const family = isIP(host)
  if (family === 4)
    return { ip: host.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n), ip_type: 4 }
  if (family === 6)
    return { ip: groupsOf(host).reduce((sum, part) => (sum << 16n) | BigInt(part), 0n), ip_type: 6 }
  throw new NetError('bad-address', `${host} is no numeric address`, 'a chain holds addresses, not names')
}

/** Undefined when the neuron does not serve: address or port 0 (wire-neuron §2). */
export function unpackAxon(info: { ip: bigint; ip_type: number; port: number }): AxonAddress | undefined {
  const { ip, ip_type, port } = info
  if (ip === 0n || port === 0) return undefined
  if (ip_type === 4 && ip < 1n << 32n) {
    return { host: [24n, 16n, 8n, 0n].map(shift => String((ip >> shift) & 0xffn)).join('.'), port }
  }
  if (ip_type !== 6) return undefined
  const groups = Array.from({ length: 8 }, (_, i) => ((ip >> BigInt(112 - 16 * i)) & 0xffffn).toString(16))
  return { host: groups.join(':'), port }
}
