// A validator's relay for the miners of its subnet.
import { type Directory, type Relay, startRelay } from '@taonet/neuron'
import type { KeyPair } from '@taonet/wire'
import { pino } from 'pino'
import { portRange } from './own-address.ts'

export interface RelayFlags {
  readonly relayPorts: string
  readonly relayHost: string
}

/** Milliseconds between two looks at the chain for hotkeys that the list does not have. */
const LOOK_AGAIN = 2_000

/** Whether a hotkey has a seat: by the list, and for one that registered just now by the chain. */
export function seatOn(directory: Directory): (hotkey: string) => Promise<boolean> {
  let looked = 0
  const listed = (hotkey: string): boolean => directory.neurons.some(one => one.hotkey === hotkey)
  return async hotkey => {
    if (listed(hotkey)) return true
    const now = performance.now()
    if (looked > 0 && now - looked < LOOK_AGAIN) return false
    looked = now
    // A chain that does not answer has no newer list.
    await directory.refresh().catch(() => {})
    return listed(hotkey)
  }
}

/** @throws NetError `port-in-use`, `bad-ports`. */
export function relayFor(
  { relayPorts, relayHost }: RelayFlags,
  port: number,
  hotkey: KeyPair,
  directory: Directory,
): Promise<Relay> {
  const hasSeat = seatOn(directory)
  return startRelay({
    hotkey,
    host: relayHost,
    port,
    ports: portRange(relayPorts),
    registered: async (netuid, member) => netuid === directory.netuid && hasSeat(member),
    logger: pino({ level: 'warn' }, pino.destination(2)),
  })
}
