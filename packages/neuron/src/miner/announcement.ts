// Keeps a miner's axon and declaration on chain as they should be: said once, and again when the chain says otherwise.

import { type Declaration, type Hash, hash32, type KeyPair } from '@taonet/wire'
import type { Logger } from 'pino'
import type { Directory, Neuron } from '../chain/directory.ts'
import type { AxonAddress, NeuronChain } from '../chain/neuron-chain.ts'
import type { Subnet } from '../subnet.ts'
import type { Service } from './service.ts'

const UNSEEN: Hash = hash32(new Uint8Array(32))

export function declarationOf(service: Service, subnet: Subnet): Declaration {
  return {
    model: service.model,
    sha256: service.sha256 === '' ? UNSEEN : hash32(`0x${service.sha256}`),
    engine: service.engine,
    protocol: subnet.protocol,
  }
}

const sameDeclaration = (a: Declaration | undefined, b: Declaration): boolean =>
  a?.model === b.model && a.sha256 === b.sha256 && a.engine === b.engine && a.protocol === b.protocol

const sameAddress = (a: AxonAddress | undefined, b: AxonAddress): boolean =>
  a?.host === b.host && a.port === b.port && a.pin === b.pin

export interface AnnouncementOptions {
  readonly chain: NeuronChain
  readonly hotkey: KeyPair
  readonly netuid: number
  readonly address: AxonAddress
  readonly declaration: Declaration
  readonly directory: Directory
  readonly logger: Logger
}

/** Follows the directory until stopped; what the chain refuses now is tried again after its next reading. */
export function keepAnnounced(options: AnnouncementOptions): () => void {
  const { chain, hotkey, netuid, address, declaration, directory, logger } = options
  let working: Promise<void> | undefined

  async function say(own: Neuron): Promise<void> {
    const unserved = !sameAddress(own.axon, address)
    const undeclared = !sameDeclaration(own.declaration, declaration)
    // What it is before where it is: whoever can call it can also hold it to something.
    if (undeclared) await chain.publish(hotkey, netuid, { type: 'Miner', value: declaration })
    if (unserved) await chain.serveAxon(hotkey, netuid, address)
    if (!unserved && !undeclared) return
    logger.info({ netuid, hotkey: hotkey.ss58, ...address, model: declaration.model }, 'announced on chain')
    await directory.refresh()
  }

  const look = (): void => {
    const own = directory.neurons.find(neuron => neuron.hotkey === hotkey.account)
    if (!own || working) return
    working = say(own)
      .catch((error: unknown) => {
        logger.warn(
          { netuid, hotkey: hotkey.ss58, error: String(error) },
          'the chain did not take our announcement',
        )
      })
      .finally(() => {
        working = undefined
      })
  }

  look()
  return directory.onChange(look)
}
