// A validator's or a gateway's relay for the miners of its subnets.
import { type Directory, type Relay, startRelay } from '@taonet/neuron'
import type { KeyPair } from '@taonet/wire'
import { pino } from 'pino'
import { printJsonLine, say } from '../terminal.ts'
import { portRange } from './own-address.ts'

export interface RelayFlags {
  /** Port at which miners join; no relay without it. */
  readonly relay?: number
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

/** For the miners of the directories' subnets; undefined where none is asked for. @throws NetError `port-in-use`, `bad-ports`. */
export async function relayFor(
  { relay: port, relayPorts, relayHost }: RelayFlags,
  hotkey: KeyPair,
  directories: readonly Directory[],
): Promise<Relay | undefined> {
  if (port === undefined) return undefined
  const seats = new Map(directories.map(directory => [directory.netuid, seatOn(directory)]))
  return startRelay({
    hotkey,
    host: relayHost,
    port,
    ports: portRange(relayPorts),
    registered: async (netuid, member) => (await seats.get(netuid)?.(member)) ?? false,
    logger: pino({ level: 'warn' }, pino.destination(2)),
  })
}

/** What an operator hands on to his miners. */
export function tellRelay({ host, port }: Relay, json: boolean): void {
  if (json) printJsonLine({ type: 'relay', host, port })
  else say(`relaying for miners that nobody can reach: --tunnel ${host}:${port}`)
}
