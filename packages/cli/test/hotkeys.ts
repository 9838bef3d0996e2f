// The wallets of a running `up`, as any other program finds them: through the command, and by reading a key file.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { taonet } from './network.ts'

interface Shown {
  readonly name: string
  readonly coldkey: string
  readonly hotkeys: readonly { readonly name: string; readonly address: string }[]
}

/** All wallets of the data directory, by name. */
export async function walletsOf(data: string): Promise<ReadonlyMap<string, Shown>> {
  const listed = await taonet(['wallet', 'list', '--wallet-path', join(data, 'wallets'), '--json'])
  assert.equal(listed.code, 0, listed.stderr)
  const shown: readonly Shown[] = JSON.parse(listed.stdout)
  return new Map(shown.map(one => [one.name, one]))
}

/** The words of a hotkey: plain on disk, as every miner's are. */
export function hotkeyPhrase(data: string, wallet: string): string {
  const file: { readonly secretPhrase: string } = JSON.parse(
    readFileSync(join(data, 'wallets', wallet, 'hotkeys', 'default'), 'utf8'),
  )
  return file.secretPhrase
}
