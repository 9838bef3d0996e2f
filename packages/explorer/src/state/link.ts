// The connection to the chain: made, watched and, when the chain starts anew, made again. The client reconnects by itself;
// this says so on the page, and notices when what came back is another chain.
import { signal } from '@preact/signals'
import { type Client, connect, type Head } from '@taonet/client'
import { type ChainName, chainNow } from './chain-now.ts'
import { loadConfig } from './config.ts'
import { pause } from './pause.ts'

export type Link =
  | { readonly state: 'connecting' }
  | { readonly state: 'live'; readonly url: string }
  /** `since`: milliseconds since 1970. */
  | { readonly state: 'lost'; readonly url: string; readonly since: number }

export const link = signal<Link>({ state: 'connecting' })

export interface Listener {
  /** A chain, for the first time or after another one. */
  onChain(client: Client): void
  onHead(head: Head): void
}

const RETRY = 2_000
/** A silence longer than this is looked into; the slowest profile makes a block every 12 s. */
const SILENCE = 3_000

function lost(url: string): void {
  if (link.value.state !== 'lost') link.value = { state: 'lost', url, since: Date.now() }
}

async function open(): Promise<Client> {
  for (;;) {
    let url = ''
    try {
      url = (await loadConfig()).rpcUrl
      return await connect(url, { timeout: 10_000 })
    } catch {
      lost(url)
      await pause(RETRY)
    }
  }
}

const nameOf = (client: Client): ChainName => ({
  name: client.chain.name,
  genesis: client.chain.genesis,
  specVersion: client.chain.specVersion,
})

/** Whether the node that answers now still has the chain that this client was opened for. */
async function isSame(client: Client): Promise<boolean> {
  const [genesis, version] = await Promise.all([
    client.rpc<string>('chain_getBlockHash', [0]),
    client.rpc<{ specVersion: number }>('state_getRuntimeVersion', []),
  ])
  return genesis === client.chain.genesis && version.specVersion === client.chain.specVersion
}

/** Follows one chain until another one answers in its place. */
async function follow(client: Client, listener: Listener): Promise<void> {
  let heard = Date.now()
  chainNow.value = nameOf(client)
  link.value = { state: 'live', url: client.url }
  listener.onChain(client)
  const stop = client.onBlock(head => {
    heard = Date.now()
    listener.onHead(head)
  })
  try {
    for (;;) {
      await pause(1_000)
      if (link.value.state === 'live' && Date.now() - heard < SILENCE) continue
      try {
        if (!(await isSame(client))) return
        if (link.value.state !== 'live') link.value = { state: 'live', url: client.url }
        heard = Date.now()
      } catch {
        lost(client.url)
        if (await movedAway(client.url)) location.reload()
      }
    }
  } finally {
    stop()
    client.close()
  }
}

/** The page's policy allows the address it was loaded with: a new one needs a new page. */
async function movedAway(url: string): Promise<boolean> {
  try {
    return (await loadConfig()).rpcUrl !== url
  } catch {
    return false
  }
}

export async function keepLinked(listener: Listener): Promise<never> {
  for (;;) await follow(await open(), listener)
}
