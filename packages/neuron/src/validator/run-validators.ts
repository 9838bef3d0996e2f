// All validators of one process: each hotkey has one dispatcher, for probes and for whoever serves live requests under it.

import { availableParallelism } from 'node:os'
import { connect } from '@taonet/client'
import { type KeyPair, NetError } from '@taonet/wire'
import { pino } from 'pino'
import { clientChain } from '../chain/client-chain.ts'
import { type Directory, watchDirectory } from '../chain/directory.ts'
import type { NeuronChain } from '../chain/neuron-chain.ts'
import type { ReferenceTools } from '../challenge.ts'
import { createDispatcher, type LiveRequest } from '../dispatch/dispatcher.ts'
import type { Dispatcher } from '../dispatch/reply.ts'
import type { Validators, ValidatorsConfig } from '../processes.ts'
import { chance } from './chance.ts'
import { openEnergyMeter } from './energy.ts'
import { LiveMix } from './live-mix.ts'
import { ProbePacer } from './pacer.ts'
import { recorded } from './recorded-dispatcher.ts'
import { pairOf, Rhythm } from './rhythm.ts'
import { type SubnetValidator, startValidator } from './validator.ts'

/** A validator without models of its own: comparisons say nothing, everything else is judged. */
const NO_TOOLS: ReferenceTools = {
  embed: async () => undefined,
  encode: async () => undefined,
  chat: async () => undefined,
  bits: async () => undefined,
}

/** Live requests for each challenge beside them, at least: a challenge has two or three steps. */
const LIVE_A_CHALLENGE = 3
/** Without callers for so long challenges go on all the same. */
const MOST_SILENCE_MS = 1_000

interface Running {
  readonly hotkey: KeyPair
  readonly dispatcher: Dispatcher
  readonly subnets: readonly SubnetValidator[]
}

/** Rest after a probe, as a multiple of its time, at which so many lines together take half of the processors (DESIGN §4). */
const restBeside = (lines: number): number => Math.max(1, (2 * lines) / availableParallelism() - 1)

/** The validators of a chain that is already connected; it stays open when they close. */
export async function startValidators(
  chain: NeuronChain,
  config: Omit<ValidatorsConfig, 'chainUrl'>,
): Promise<Validators> {
  const { hotkeys, subnets, dataDir, tools = NO_TOOLS, logger = pino({ level: 'silent' }), pace } = config
  const allowLoopback = await chain.allowsLoopback()
  const directories = new Map(
    await Promise.all(
      subnets.map(
        async ({ netuid }): Promise<[number, Directory]> => [netuid, await watchDirectory(chain, netuid)],
      ),
    ),
  )
  const directoryOf = (netuid: number): Directory => {
    const found = directories.get(netuid)
    if (found) return found
    throw new RangeError(`subnet ${netuid} is not validated here`)
  }
  const energy = openEnergyMeter()
  const mixes = new Map(subnets.map(({ netuid, subnet }) => [netuid, new LiveMix(subnet)]))
  const rhythm = new Rhythm()
  const heard =
    ({ account }: KeyPair) =>
    ({ target, body, mayKeep }: LiveRequest): (() => void) => {
      const { netuid, uid } = target
      const pair = pairOf(account, netuid, uid)
      const { interval, ended } = rhythm.note(pair)
      // Once the request is on its way: what it looks like is nothing to wait for.
      setImmediate(() => mixes.get(netuid)?.note({ request: body, uid, words: mayKeep, pair, interval }))
      return ended
    }
  const dispatchers = hotkeys.map(hotkey =>
    createDispatcher({ hotkey, allowLoopback, onLive: heard(hotkey) }),
  )
  // A line for each subnet: where answers take long, only their own subnet waits for them.
  const pacers = new Map(
    subnets.map(({ netuid }) => [
      netuid,
      new ProbePacer({
        rest: restBeside(subnets.length),
        beat: () => rhythm.beat(chance()),
        traffic: signal => rhythm.passed(LIVE_A_CHALLENGE, MOST_SILENCE_MS, signal),
        ...pace,
      }),
    ]),
  )
  const running = hotkeys.flatMap((hotkey, i): Running[] => {
    const dispatcher = dispatchers[i]
    if (!dispatcher) return []
    const started = subnets.map(({ netuid, subnet }) =>
      startValidator({
        chain,
        hotkey,
        netuid,
        subnet,
        directory: directoryOf(netuid),
        dispatcher,
        pacer: pacers.get(netuid) ?? new ProbePacer(pace),
        mix: mixes.get(netuid) ?? new LiveMix(subnet),
        rhythm,
        dataDir: `${dataDir}/${hotkey.ss58}/${netuid}`,
        tools,
        energy,
        logger,
      }),
    )
    return [{ hotkey, dispatcher, subnets: started }]
  })
  return {
    validators: running.map(one => ({
      hotkey: one.hotkey.account,
      dispatcher: recorded(one.dispatcher, {
        live: (netuid, record) => one.subnets.find(subnet => subnet.netuid === netuid)?.live(record),
        failed: error => logger.error({ error: String(error) }, 'a live request is not in the evidence'),
      }),
      serves: netuid => directories.has(netuid),
      metrics: () => one.subnets.map(subnet => subnet.metrics()),
      lessons: (netuid, after) => one.subnets.find(subnet => subnet.netuid === netuid)?.lessons(after) ?? [],
    })),
    directory: directoryOf,
    async close(grace = 5_000) {
      await Promise.all(running.flatMap(one => one.subnets.map(subnet => subnet.close())))
      await Promise.all(running.map(one => one.dispatcher.close(grace)))
      for (const directory of directories.values()) directory.close()
    },
  }
}

/** Connects and starts. @throws NetError when no node answers or nothing is to be validated. */
export async function runValidators(config: ValidatorsConfig): Promise<Validators> {
  if (config.hotkeys.length === 0 || config.subnets.length === 0) {
    throw new NetError(
      'nothing-to-do',
      'no hotkey or no subnet to validate with',
      'name at least one of each',
    )
  }
  const client = await connect(config.chainUrl)
  try {
    const running = await startValidators(clientChain(client), config)
    return {
      ...running,
      async close(grace) {
        await running.close(grace)
        client.close()
      },
    }
  } catch (error) {
    client.close()
    throw error
  }
}
