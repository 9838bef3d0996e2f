// A chain of random calls of every kind, written down to be executed elsewhere: its genesis, then a line for each block with
// its hash, its state root and what it was made of. Arguments: the seed, and how many blocks follow the founding ones.
import { bytesToHex, encode, ready } from '@taonet/wire'
import type { FinishedBlock } from '../../src/index.ts'
import { RuntimeCall, storage } from '../../src/tables.ts'
import { Draw } from '../draw.ts'
import { account } from '../frame/chain.ts'
import type { Kind } from './kind.ts'
import { busyNetwork, Memory, Scene } from './scene.ts'
import { chosen, count } from './traffic.ts'

/** On average; some blocks have none. */
const CALLS_A_BLOCK = 10
/** The body begins with the timestamp, which whoever executes the block makes itself. */
const INHERENTS = 1

await ready()
const [seed, blocks] = process.argv.slice(2).map(Number)
const draw = new Draw(seed ?? 1)
const memory = new Memory()
const done = new Map<string, number>()
const network = busyNetwork()

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
const sayBlock = ({ body, hash, header }: Omit<FinishedBlock, 'changes'>): void =>
  say({ hash, root: header.state_root, extrinsics: body.slice(INHERENTS).map(bytesToHex) })

function makeCall(block: ReturnType<typeof network.open>): void {
  const scene = new Scene(network.state, block, network.number + 1, draw, memory)
  const kind: Kind = chosen(draw, { done })
  const { by, call } = kind.make(scene)
  const { nonce } = storage.System.Account.get(scene, account(by))
  const applied = block.apply(network.extrinsic(by, encode(RuntimeCall, call), { nonce }))
  if (applied.ok && !applied.dispatch) count(done, kind.name)
}

function grow(): FinishedBlock {
  const block = network.open()
  for (let left = draw.below(2 * CALLS_A_BLOCK + 1); left > 0; left--) makeCall(block)
  return network.close(block)
}

say({ genesis: network.spec, author: network.author })
for (const block of network.finished) sayBlock(block)
for (let left = blocks ?? 0; left > 0; left--) sayBlock(grow())
