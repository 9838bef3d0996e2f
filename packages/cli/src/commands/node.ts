// `taonet node`: one chain node in this process.
import { startNode } from '@taonet/node'
import { PROFILES, type ProfileName } from '@taonet/runtime'
import { NetError } from '@taonet/wire'
import { say } from '../terminal.ts'

export interface NodeCommandOptions {
  readonly dev: boolean
  readonly chain: string
  readonly tmp: boolean
  readonly basePath: string
  readonly sealing: 'interval' | 'instant' | 'manual'
  readonly rpcPort: number
  readonly blockTime?: number
  readonly pruning?: number
  readonly json: boolean
}

const isProfile = (name: string): name is ProfileName => Object.hasOwn(PROFILES, name)

export async function nodeCommand(options: NodeCommandOptions): Promise<void> {
  if (!isProfile(options.chain))
    throw new NetError('unknown-chain', `there is no chain "${options.chain}"`, 'choose dev, local or public')
  const line =
    (level: string) =>
    (text: string): void => {
      process.stderr.write(`${new Date().toISOString()} ${level} ${text}\n`)
    }
  const node = await startNode({
    profile: options.dev && options.chain === 'public' ? 'local' : options.chain,
    rpcPort: options.rpcPort,
    sealing: options.sealing,
    log: { info: line('info'), warn: line('warn'), error: line('error') },
    ...(options.tmp ? {} : { dataDir: options.basePath }),
    ...(options.blockTime === undefined ? {} : { blockTime: options.blockTime }),
    ...(options.pruning === undefined ? {} : { keep: options.pruning }),
  })
  const url = `ws://127.0.0.1:${node.rpcPort}`
  if (options.json) say(JSON.stringify({ url, genesis: node.genesisHash }))
  else
    say(
      `chain ${options.chain} on ${url}, genesis ${node.genesisHash}\nroot key //Alice; also funded: //Bob //Charlie //Dave //Eve //Ferdie\nCtrl-C stops it`,
    )
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(130)
    stopping = true
    node.stop().then(
      () => process.exit(0),
      thrown => {
        process.stderr.write(`${String(thrown)}\n`)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  process.on('disconnect', stop)
}
