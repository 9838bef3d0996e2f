// A miner's test of itself: a full signed round trip to the address that the chain shows, as a validator would make it.

import { type KeyPair, NetError } from '@taonet/wire'
import { type Directory, type Neuron, watchDirectory } from '../chain/directory.ts'
import type { AxonAddress, NeuronChain } from '../chain/neuron-chain.ts'
import type { Challenge } from '../challenge.ts'
import type { OwnNets } from '../dispatch/address-policy.ts'
import { createDispatcher } from '../dispatch/dispatcher.ts'
import type { Target } from '../dispatch/reply.ts'
import type { Subnet } from '../subnet.ts'
import { runChallenge } from '../validator/probe.ts'

export interface SelfTest {
  readonly chain: NeuronChain
  readonly hotkey: KeyPair
  readonly netuid: number
  readonly subnet: Subnet
  /** What was announced: the chain has to show this and nothing else. */
  readonly address: AxonAddress
  /** Private networks in which it may stand. */
  readonly ownNets?: OwnNets
  /** Milliseconds until the announcement has to be on chain. */
  readonly patience?: number
  readonly signal?: AbortSignal
}

export interface SelfTestReport {
  readonly target: Target
  /** Milliseconds of the request, session included. */
  readonly firstByteMs: number
  readonly totalMs: number
}

const PATIENCE = 120_000

const HINTS: Readonly<Record<string, string>> = {
  'refused-address': 'this chain takes public addresses only: --host 0.0.0.0 --announce YOUR.PUBLIC.ADDRESS',
  unreachable:
    'open the port to the outside; some routers do not let a machine reach its own public address: then try from another',
  'session-refused': 'another program answers at this address: check --announce and the port',
  deadline: 'the model is slower than the subnet allows: choose a smaller one',
}

/**
 * Resolves when an answer of the subnet's form has come back over the whole way.
 * @throws NetError `not-announced` when the chain does not show the address in time, `self-test` with the reason.
 */
export async function selfTest(test: SelfTest): Promise<SelfTestReport> {
  const { chain, hotkey, netuid, subnet, signal = new AbortController().signal } = test
  const directory = await watchDirectory(chain, netuid, { every: 1 })
  const dispatcher = createDispatcher({
    hotkey,
    allowLoopback: await chain.allowsLoopback(),
    ownNets: test.ownNets,
  })
  try {
    const target = await announced(directory, test)
    const [outcome] = await runChallenge(dispatcher, target, question(subnet, target.uid), subnet, signal)
    const failure = outcome?.failure ?? (subnet.response.safeParse(outcome?.response).success ? '' : 'schema')
    if (outcome === undefined || failure !== '') throw failed(target, failure)
    return { target, firstByteMs: outcome.firstByteMs, totalMs: outcome.totalMs }
  } finally {
    await dispatcher.close(0)
    directory.close()
  }
}

/** The first step of a fresh challenge: what validators will ask is what has to work. */
function question(subnet: Subnet, uid: number): Challenge {
  const [kind] = subnet.kinds
  if (!kind) throw new RangeError(`${subnet.name} asks nothing`)
  const seed = crypto.getRandomValues(new Uint8Array(32))
  const challenge = subnet.challenge(kind.name, seed, { uid, declaration: undefined })
  return { ...challenge, steps: challenge.steps.slice(0, 1) }
}

const failed = ({ host, port }: Target, failure: string): NetError =>
  new NetError(
    'self-test',
    `a signed request to ${host}:${port}, as the chain shows it, failed: ${failure}`,
    HINTS[failure] ?? 'ask the model itself: does it answer what this subnet asks?',
  )

/** The miner's own target once the chain shows what was announced. */
function announced(directory: Directory, test: SelfTest): Promise<Target> {
  const { hotkey, address, patience = PATIENCE, signal } = test
  const shown = (): Target | undefined => {
    const own: Neuron | undefined = directory.neurons.find(neuron => neuron.hotkey === hotkey.account)
    const { target, declaration } = own ?? {}
    if (
      declaration === undefined ||
      target?.host !== address.host ||
      target.port !== address.port ||
      target.pin !== address.pin
    )
      return undefined
    return target
  }
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const target = shown()
      if (target) end(() => resolve(target))
    }
    const onAbort = (): void => end(() => reject(new NetError('aborted', 'the self-test was given up', '')))
    const timer = setTimeout(() => {
      end(() =>
        reject(
          new NetError(
            'not-announced',
            `the chain does not show ${address.host}:${address.port} after ${patience / 1000} s`,
            'the log says what it refused: a chain for the public takes public addresses only (--announce)',
          ),
        ),
      )
    }, patience)
    const stop = directory.onChange(look)
    const end = (answer: () => void): void => {
      clearTimeout(timer)
      stop()
      signal?.removeEventListener('abort', onAbort)
      answer()
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    look()
  })
}
