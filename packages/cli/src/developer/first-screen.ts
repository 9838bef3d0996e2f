// What `taonet node` shows first: where it listens, who has money, what to do next.
import { DEV_ACCOUNTS } from '@taonet/node'
import type { ProfileName } from '@taonet/runtime'
import { ss58Encode } from '@taonet/wire'
import { bold, dim, table } from '../terminal.ts'

export interface FirstScreen {
  readonly profile: ProfileName
  /** The node's name, if it was given one. */
  readonly name: string | undefined
  readonly rpcPort: number
  readonly genesis: string
  /** How blocks are made, in words. */
  readonly sealing: string
  /** Where the chain is kept, in words. */
  readonly kept: string
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

export function firstScreen(of: FirstScreen): string {
  const address = `127.0.0.1:${of.rpcPort}`
  const isPublic = of.profile === 'public'
  const facts = [
    ['RPC', `ws://${address}  http://${address}`],
    ['for operators', `http://${address}/health  /ready  /metrics`],
    ['genesis', of.genesis],
    ['blocks', of.sealing],
    ['kept', of.kept],
  ].map(([what = '', how = '']) => `  ${what.padEnd(14)}${how}`)
  const accounts = Object.entries(DEV_ACCOUNTS).map(([name, account]) => [
    `//${capital(name)}`,
    ss58Encode(account),
    `1,000,000 τ${name === 'alice' ? ', root key' : ''}`,
  ])
  return [
    `${bold(of.name ?? 'taonet node')}  chain ${of.profile}`,
    ...facts,
    '',
    ...(isPublic ? [] : [table(['key', 'address', 'at genesis'], accounts), '']),
    ...(isPublic
      ? []
      : [dim('another terminal: taonet node seal · epoch 1 · fund ADDRESS TAO · snapshot · --help')]),
    dim('Ctrl-C stops it'),
  ].join('\n')
}
