// `taonet node seal` and its kin: what a developer does to a chain that runs (docs/run/node.md).
import { readFileSync, writeFileSync } from 'node:fs'
import { storage } from '@taonet/runtime/tables'
import { bytesToHex, decode, NetError, ss58Encode, u64 } from '@taonet/wire'
import { developerChain } from '../developer/chain.ts'
import { accountOf, momentOf, raoOf } from '../developer/words.ts'
import { amount, say } from '../terminal.ts'

export interface DeveloperCommandOptions {
  readonly chainUrl: string
  readonly json: boolean
}

/** Words for people, or one JSON line. */
function tell(options: DeveloperCommandOptions, fields: object, words: string): void {
  say(options.json ? JSON.stringify(fields) : words)
}

function bytesOf(hex: unknown): Uint8Array {
  if (typeof hex !== 'string' || !hex.startsWith('0x'))
    throw new NetError('refused', 'the node did not answer with bytes', 'is it a chain that was started?')
  return new Uint8Array(Buffer.from(hex.slice(2), 'hex'))
}

function whole(text: string, what: string): number {
  if (/^[0-9]{1,9}$/.test(text)) return Number(text)
  throw new NetError('number', `"${text}" is no ${what}`, 'write a whole number')
}

/** The newest block after something was done. */
async function tellHead(options: DeveloperCommandOptions, done: string): Promise<void> {
  const chain = developerChain(options.chainUrl)
  const hash = await chain.ask('chain_getHead')
  const number = await chain.ask('archive_v1_finalizedHeight')
  tell(options, { number, hash }, `${done} #${number} ${hash}`)
}

export async function seal(count: string, options: DeveloperCommandOptions): Promise<void> {
  await developerChain(options.chainUrl).ask('dev_newBlock', { count: whole(count, 'number of blocks') })
  await tellHead(options, 'sealed')
}

export async function nextEpoch(netuid: string, options: DeveloperCommandOptions): Promise<void> {
  await developerChain(options.chainUrl).ask('dev_nextEpoch', whole(netuid, 'subnet number'))
  await tellHead(options, `the epoch of subnet ${netuid} ran in`)
}

export async function travel(when: string, options: DeveloperCommandOptions): Promise<void> {
  const chain = developerChain(options.chainUrl)
  const row = await chain.ask('state_getStorage', `0x${storage.Timestamp.Now.key()}`)
  const now = Number(decode(u64, bytesOf(row)))
  const time = await chain.ask('dev_timeTravel', momentOf(when, now))
  tell(options, { time }, `the next block is of ${new Date(Number(time)).toISOString()} or later`)
}

export async function setSealing(how: string, options: DeveloperCommandOptions): Promise<void> {
  await developerChain(options.chainUrl).ask('dev_setBlockBuildMode', how)
  tell(options, { sealing: how }, `blocks are made: ${how}`)
}

export async function setBlockTime(milliseconds: string, options: DeveloperCommandOptions): Promise<void> {
  const blockTime = whole(milliseconds, 'number of milliseconds')
  await developerChain(options.chainUrl).ask('dev_setBlockTime', blockTime)
  tell(options, { blockTime }, `a block every ${blockTime} ms`)
}

export async function takeSnapshot(options: DeveloperCommandOptions): Promise<void> {
  const snapshot = await developerChain(options.chainUrl).ask('dev_snapshot')
  tell(options, { snapshot }, `${snapshot}`)
}

export async function revert(snapshot: string, options: DeveloperCommandOptions): Promise<void> {
  await developerChain(options.chainUrl).ask('dev_revert', snapshot)
  await tellHead(options, 'back at')
}

export async function setHead(block: string, options: DeveloperCommandOptions): Promise<void> {
  const which = block.startsWith('0x') ? block : whole(block, 'block')
  await developerChain(options.chainUrl).ask('dev_setHead', which)
  await tellHead(options, 'back at')
}

export async function dump(file: string, options: DeveloperCommandOptions): Promise<void> {
  const state = await developerChain(options.chainUrl).ask('dev_dumpState')
  const bytes = bytesOf(state)
  writeFileSync(file, bytes)
  tell(options, { file, bytes: bytes.length }, `the state is in ${file}, ${bytes.length} bytes`)
}

export async function load(file: string, options: DeveloperCommandOptions): Promise<void> {
  await developerChain(options.chainUrl).ask('dev_loadState', bytesToHex(readFileSync(file)))
  await tellHead(options, `the state of ${file} is that of`)
}

export async function fund(who: string, tao: string, options: DeveloperCommandOptions): Promise<void> {
  const account = accountOf(who)
  const rao = raoOf(tao)
  await developerChain(options.chainUrl).ask('dev_fund', account, String(rao))
  const address = ss58Encode(account)
  tell(options, { address, rao: String(rao) }, `${address} has ${amount(rao, 9)} τ more`)
}

export async function impersonate(
  who: string,
  options: DeveloperCommandOptions & { readonly stop: boolean },
): Promise<void> {
  const account = accountOf(who)
  const address = ss58Encode(account)
  const chain = developerChain(options.chainUrl)
  await chain.ask(options.stop ? 'dev_stopImpersonating' : 'dev_impersonate', account)
  const words = options.stop ? 'signs for itself again' : 'may be signed for by anybody, until --stop'
  tell(options, { address, impersonated: !options.stop }, `${address} ${words}`)
}

export async function submitAs(who: string, call: string, options: DeveloperCommandOptions): Promise<void> {
  const account = accountOf(who)
  const hash = await developerChain(options.chainUrl).ask('dev_submitAs', account, call)
  tell(options, { hash }, `${hash} waits for a block`)
}
