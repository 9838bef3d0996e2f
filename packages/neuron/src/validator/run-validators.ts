// All validators of one process: each hotkey has one dispatcher, for probes and for whoever serves live requests under it.

import { availableParallelism } from 'node:os'
import { connect } from '@taonet/client'
import { type KeyPair, NetError } from '@taonet/wire'
import { pino } from 'pino'
import { clientChain } from '../chain/client-chain.ts'
import { type Directory, watchDirectory } from '../chain/directory.ts'
import type { NeuronChain } from '../chain/neuron-chain.ts'
import type { ReferenceTools } from '../challenge.ts'
import { createDispatcher } from '../dispatch/dispatcher.ts'
import type { Dispatcher } from '../dispatch/reply.ts'
import type { Validators, ValidatorsConfig } from '../processes.ts'
import { chance } from './chance.ts'
import { openEnergyMeter } from './energy.ts'
import { liveTraffic } from './live-traffic.ts'
import { ProbePacer } from './pacer.ts'
import { recorded } from './recorded-dispatcher.ts'
import { type SubnetValidator, startValidator } from './validator.ts'

/** A validator without models of its own: comparisons say nothing, everything else is judged. */
const NO_TOOLS: ReferenceTools = {
  embed: async () => undefined,
  encode: async () => undefined,
  chat: async () => undefined,
  bits: async () => undefined,
}

/** Pauses between probes that are multiples of the mean at most. */
const LONGEST_BEAT = 4

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
  const {
    hotkeys,
    subnets,
    dataDir,
    ownNets,
    tools = NO_TOOLS,
    logger = pino({ level: 'silent' }),
    pace,
  } = config
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
  const traffic = new Map(subnets.map(({ netuid, subnet }) => [netuid, liveTraffic(subnet)]))
  const dispatchers = hotkeys.map(hotkey =>
    createDispatcher({
      hotkey,
      allowLoopback,
      ownNets,
      onLive: request =>
        traffic.get(request.target.netuid)?.visits.note(hotkey.account, request) ?? (() => {}),
    }),
  )
  // A line for each subnet: where answers take long, only their own subnet waits for them.
  const pacers = new Map(
    subnets.map(({ netuid }) => [
      netuid,
      new ProbePacer({
        rest: restBeside(subnets.length),
        // As independent callers come.
        beat: () => Math.min(LONGEST_BEAT, -Math.log(1 - chance())),
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
        ...(traffic.get(netuid) ?? liveTraffic(subnet)),
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
