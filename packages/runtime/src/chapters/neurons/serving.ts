// Where neurons say they are reached (chain-registry §3.8, §3.9).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import type { AxonInfo, NeuronCertificate, PrometheusInfo } from './codecs.ts'
import {
  AllowLoopbackAxons,
  Axons,
  AxonsNeedTls,
  IsNetworkMember,
  NeuronCertificates,
  neurons,
  Prometheus,
  ServingRateLimit,
} from './table.ts'

/** What a caller says of an address; the runtime adds the block. */
export type AxonClaim = Omit<AxonInfo, 'block'>
export type PrometheusClaim = Omit<PrometheusInfo, 'block'>

interface Address {
  readonly ip: bigint
  readonly ip_type: number
}

const V4_LOOPBACK = 0x7f000001n
const V6_LOOPBACK = 1n
const V4_BROADCAST = (1n << 32n) - 1n
const V6_ALL_ONES = (1n << 128n) - 1n
const CERTIFICATE_KEY_BYTES = 64

function ensureIpType({ ip_type }: Address): void {
  ensure(ip_type === 4 || ip_type === 6, neurons.error.InvalidIpType)
}

/** `allow` names what this kind of service may do beyond a public address. */
function ensureReachable({ ip, ip_type }: Address, allow: { zero: boolean; loopback: boolean }): void {
  const [loopback, all] = ip_type === 4 ? [V4_LOOPBACK, V4_BROADCAST] : [V6_LOOPBACK, V6_ALL_ONES]
  ensure(ip < all, neurons.error.InvalidIpAddress)
  ensure(ip !== 0n || allow.zero, neurons.error.InvalidIpAddress)
  ensure(ip !== loopback || allow.loopback, neurons.error.InvalidIpAddress)
}

function ensureMember(world: World, netuid: NetUid, hotkey: AccountId): void {
  ensure(IsNetworkMember.get(world, hotkey, netuid), neurons.error.HotKeyNotRegisteredInNetwork)
}

/** Passes without a limit, the first time, and from exactly the limit on. */
function ensurePace(world: World, netuid: NetUid, last: bigint): void {
  const limit = ServingRateLimit.get(world, netuid)
  ensure(
    limit === 0n || last === 0n || BigInt(world.block) - last >= limit,
    neurons.error.ServingRateLimitExceeded,
  )
}

/** All that may refuse an axon: also asked by the pool. */
export function ensureAxon(
  world: World,
  netuid: NetUid,
  hotkey: AccountId,
  claim: AxonClaim,
  certificate?: Uint8Array,
): void {
  ensureMember(world, netuid, hotkey)
  ensureIpType(claim)
  ensureReachable(claim, { zero: true, loopback: AllowLoopbackAxons.get(world) })
  ensurePace(world, netuid, Axons.get(world, netuid, hotkey)?.block ?? 0n)
  ensure(claim.port !== 0, neurons.error.InvalidPort)
  ensure(
    !AxonsNeedTls.get(world) || willHaveKey(world, netuid, hotkey, certificate),
    neurons.error.AxonNeedsTls,
  )
}

/** A key that was announced before stands until another one takes its place. */
function willHaveKey(world: World, netuid: NetUid, hotkey: AccountId, certificate?: Uint8Array): boolean {
  const readable = certificate && readCertificate(certificate)
  const key = (readable ?? NeuronCertificates.get(world, netuid, hotkey))?.public_key
  return key !== undefined && key.length > 0
}

export function serveAxon(
  world: World,
  netuid: NetUid,
  hotkey: AccountId,
  claim: AxonClaim,
  certificate?: Uint8Array,
): void {
  ensureAxon(world, netuid, hotkey, claim, certificate)
  const readable = certificate && readCertificate(certificate)
  if (readable) NeuronCertificates.put(world, netuid, hotkey, readable)
  Axons.put(world, netuid, hotkey, { ...claim, block: BigInt(world.block) })
  world.emit(neurons.event.AxonServed({ netuid, hotkey }))
}

/** One byte of algorithm, then the key; anything else is passed over in silence. */
function readCertificate(bytes: Uint8Array): NeuronCertificate | undefined {
  const [algorithm] = bytes
  if (algorithm === undefined || bytes.length > 1 + CERTIFICATE_KEY_BYTES) return undefined
  return { algorithm, public_key: bytes.slice(1) }
}

/** All that may refuse a metrics address: also asked by the pool. */
export function ensurePrometheus(
  world: World,
  netuid: NetUid,
  hotkey: AccountId,
  claim: PrometheusClaim,
): void {
  ensureIpType(claim)
  ensureReachable(claim, { zero: false, loopback: false })
  ensureMember(world, netuid, hotkey)
  ensurePace(world, netuid, Prometheus.get(world, netuid, hotkey)?.block ?? 0n)
  ensure(claim.port !== 0, neurons.error.InvalidPort)
}

export function servePrometheus(
  world: World,
  netuid: NetUid,
  hotkey: AccountId,
  claim: PrometheusClaim,
): void {
  ensurePrometheus(world, netuid, hotkey, claim)
  Prometheus.put(world, netuid, hotkey, { ...claim, block: BigInt(world.block) })
  world.emit(neurons.event.PrometheusServed({ netuid, hotkey }))
}
