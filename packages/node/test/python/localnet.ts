// A local network as the SDK's own suite starts one: fast blocks, port 9944, funded development accounts, and one subnet
// beside root before anybody else comes. Started with the suite's arguments, which choose fast (True) or live blocks (False).
import { bytesToHex, keyPairFromUri } from '@taonet/wire'
import { defaultGenesis } from '../../src/dev-genesis.ts'
import { startNode } from '../../src/index.ts'
import { RpcClient } from '../rpc-client.ts'
import { type ChainIds, sign } from '../wallet.ts'

const PORT = 9944
/** Pays for the subnet that the reference's genesis has; none of the accounts that the suite uses. */
const opener = keyPairFromUri('//Opener')
const OPENER_RAO = '2000000000000'
/** `SubtensorModule.register_network`. */
const REGISTER_NETWORK = [7, 59] as const
/** The suite's chain has live blocks every 12 s; a test that asks for them wants to see each state, not to wait. */
const LIVE_MS = 1000

const isFast = process.argv[2] !== 'False'
const profile = isFast ? 'local' : 'public'
const standard = defaultGenesis('local')
const node = await startNode({
  profile,
  // Hyperparameters of a new subnet are the protocol's own: the suite changes those that it needs otherwise.
  genesis: {
    ...standard,
    profile,
    balances: [...standard.balances, [opener.account, OPENER_RAO]],
    newSubnet: { Tempo: 10 },
  },
  rpcPort: PORT,
  sealing: 'interval',
  ...(isFast ? {} : { blockTime: LIVE_MS }),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void node.stop().then(() => process.exit(0)))

const client = await RpcClient.connect(PORT)
const version = (await client.ask('state_getRuntimeVersion')) as Omit<ChainIds, 'genesis'>
const register = Uint8Array.from([...REGISTER_NETWORK, ...keyPairFromUri('//Opener//hot').publicKey])
const signed = sign({ ...version, genesis: node.genesisHash }, opener, register, { nonce: 0 })
const watch = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(signed))
await client.heard(watch, status => typeof status === 'object' && status !== null && 'inBlock' in status)
client.close()
// The line that the suite waits for.
console.log('Imported #1')
