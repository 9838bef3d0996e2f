// A program that executes a written chain as a node does, through its host onto a store on disk, and says the state root and
// the hash of every block. Arguments: the file of the chain, an empty folder.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createRuntime, type GenesisSpec, PROFILES } from '@taonet/runtime'
import { type AccountId, type Hash, hexToBytes, ready } from '@taonet/wire'
import { openHost } from '../../src/host/open-host.ts'
import { openStore } from '../../src/store/index.ts'

interface Beginning {
  readonly genesis: GenesisSpec
  readonly author: AccountId
}

interface Written {
  readonly extrinsics: readonly Hash[]
}

const [file = '', dir = ''] = process.argv.slice(2)
const BLOCK_MS = 1000n

await ready()
const lines = createInterface({ input: createReadStream(file) })[Symbol.asyncIterator]()
const read = async (): Promise<unknown> => {
  const { value, done } = await lines.next()
  return done ? undefined : JSON.parse(value)
}
const { genesis, author } = (await read()) as Beginning
const store = openStore({ dir, keep: 16 })
const runtime = createRuntime(PROFILES[genesis.profile])
// Names sign for themselves in such a chain, without keys.
const verifier = () => {
  throw new RangeError('a signature that nobody vouched for')
}
const options = { runtime, store, verifier, checkInvariants: false, dataDir: undefined }
const host = openHost(options, genesis)

for (;;) {
  const block = (await read()) as Written | undefined
  if (!block) break
  const extrinsics = block.extrinsics.map(hexToBytes)
  for (const extrinsic of extrinsics) host.vouch(extrinsic)
  const { number, hash: parentHash } = host.head
  const time = BigInt(number + 1) * BLOCK_MS
  await host.finalize({ number: number + 1, parentHash, time, author, extrinsics })
  const { header, hash } = await host.commit()
  process.stdout.write(`${header.number} ${header.state_root} ${hash}\n`)
}
store.close()
