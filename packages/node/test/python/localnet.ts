// A local network as the SDK's own suite starts one: fast blocks, port 9944, funded development accounts, and one subnet
// beside root from the start. Started with the suite's arguments, which choose fast (True) or live blocks (False).
import { defaultGenesis } from '../../src/dev-genesis.ts'
import { startNode } from '../../src/index.ts'
import { RpcClient } from '../rpc-client.ts'

const PORT = 9944
/** The suite's chain has live blocks every 12 s; a test that asks for them wants to see each state, not to wait. */
const LIVE_MS = 1000

/** U64F64. */
const ONE = `${1n << 64n}`

const isFast = process.argv[2] !== 'False'
const profile = isFast ? 'local' : 'public'
const node = await startNode({
  profile,
  // Hyperparameters of a new subnet are the protocol's own: the suite changes those that it needs otherwise. A seat costs
  // what it did when the suite was written: one price, which neither time nor another registration changed at once.
  genesis: {
    ...defaultGenesis('local'),
    profile,
    firstSubnet: true,
    newSubnet: { Tempo: 10, Burn: 100_000_000, BurnHalfLife: 0, BurnIncreaseMult: ONE },
  },
  rpcPort: PORT,
  sealing: 'interval',
  ...(isFast ? {} : { blockTime: LIVE_MS }),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void node.stop().then(() => process.exit(0)))

const client = await RpcClient.connect(PORT)
const heads = await client.ask('chain_subscribeNewHeads')
await client.heard(
  heads,
  head => typeof head === 'object' && head !== null && 'number' in head && head.number !== '0x0',
)
client.close()
// The line that the suite waits for.
console.log('Imported #1')
