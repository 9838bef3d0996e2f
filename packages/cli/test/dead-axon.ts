// Sends a miner's address to a closed port, the way a miner that died without a word looks to everybody else.
import { ApiPromise, WsProvider } from '../../../peers/node_modules/@polkadot/api/index.js'
import { Keyring } from '../../../peers/node_modules/@polkadot/keyring/index.js'
import type { ProviderInterface } from '../../../peers/node_modules/@polkadot/rpc-provider/types.js'

const PATIENCE = 20_000
const LOOPBACK = 0x7f000001

/** Resolves once the chain has the new address. */
export async function announceAxon(
  rpcUrl: string,
  phrase: string,
  netuid: number,
  port: number,
): Promise<void> {
  // The package's own provider does not satisfy its own interface under exactOptionalPropertyTypes.
  const provider = new WsProvider(rpcUrl, 1_000, {}, PATIENCE) as unknown as ProviderInterface
  const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true })
  try {
    const hotkey = new Keyring({ type: 'sr25519' }).addFromUri(phrase)
    const call = api.tx.subtensorModule?.serveAxon?.(netuid, 1, LOOPBACK, port, 4, 4, 0, 0)
    if (!call) throw new RangeError('the metadata has no serve_axon')
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const timer = setTimeout(() => reject(new Error('serve_axon: not in a block in time')), PATIENCE)
    const stop = await call.signAndSend(hotkey, { nonce: -1 }, ({ status, dispatchError }) => {
      if (dispatchError) reject(new Error(`serve_axon: ${dispatchError.toString()}`))
      else if (status.isInBlock || status.isFinalized) resolve()
    })
    await promise.finally(() => clearTimeout(timer))
    stop()
  } finally {
    await api.disconnect()
  }
}
