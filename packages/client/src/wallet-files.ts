// Wallets on disk in Bittensor's layout: `<root>/<name>/{coldkey,coldkeypub.txt,hotkeys/*}` (wire-neuron §1). Existing wallets
// are read as they are; ours can be read by the stock tools.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type AccountId, isNetError, type KeyPair, NetError } from '@taonet/wire'
import { accountOfJson, type KeyJson, keyPairOf, parseKeyJson, publicJson, secretJson } from './key-json.ts'
import { decryptKeyFile, encryptKeyFile, isEncrypted, isLegacyEncrypted } from './wallet-crypto.ts'

export const defaultWalletRoot = (): string =>
  process.env.BT_WALLET_PATH ?? join(homedir(), '.bittensor', 'wallets')

export interface WalletEntry {
  readonly name: string
  readonly coldkey: AccountId | undefined
  readonly hotkeys: readonly { readonly name: string; readonly account: AccountId }[]
}

const NAME = /^[\w.-]{1,64}$/

const coldkeyPath = (root: string, wallet: string): string => join(root, safe(wallet), 'coldkey')
const coldkeyPublicPath = (root: string, wallet: string): string => join(root, safe(wallet), 'coldkeypub.txt')
const hotkeyPath = (root: string, wallet: string, hotkey: string): string =>
  join(root, safe(wallet), 'hotkeys', safe(hotkey))

/** A name becomes part of a path: nothing that could leave the wallet's folder. */
function safe(name: string): string {
  if (!NAME.test(name) || name.startsWith('.'))
    throw new NetError(
      'wallet-name',
      `"${name}" is not a wallet or key name`,
      'use letters, digits, dot, dash and underscore',
    )
  return name
}

function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new NetError(
      'no-key',
      `there is no key file ${path}`,
      'see `taonet wallet list`, or make one with `taonet wallet new`',
      cause,
    )
  }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function writeKey(path: string, content: Uint8Array | string): void {
  if (existsSync(path))
    throw new NetError(
      'exists',
      `${path} exists already`,
      'choose another name; key files are never overwritten',
    )
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  writeFileSync(path, content, { mode: 0o600, flag: 'wx' })
}

const encoded = (json: KeyJson): Uint8Array => new TextEncoder().encode(JSON.stringify(json))

/** A hotkey is plain on disk: processes that serve load it unattended. */
export function loadHotkey(root: string, wallet: string, hotkey: string): KeyPair {
  const path = hotkeyPath(root, wallet, hotkey)
  const file = readFile(path)
  if (isEncrypted(file))
    throw new NetError('encrypted', `${path} is encrypted`, 'a neuron needs a plain hotkey')
  return keyPairOf(parseKeyJson(text(file), path), path)
}

/** `password` is asked only when the file is encrypted. */
export async function loadColdkey(
  root: string,
  wallet: string,
  password: () => Promise<string> | string,
): Promise<KeyPair> {
  const path = coldkeyPath(root, wallet)
  const file = readFile(path)
  if (isLegacyEncrypted(file))
    throw new NetError(
      'legacy-encryption',
      `${path} is encrypted in an old way`,
      'open it once with the wallet tool that made it, which rewrites it',
    )
  const plain = isEncrypted(file) ? await decryptKeyFile(file, await password()) : file
  return keyPairOf(parseKeyJson(text(plain), path), path)
}

export function coldkeyAddress(root: string, wallet: string): AccountId {
  const path = coldkeyPublicPath(root, wallet)
  return accountOfJson(parseKeyJson(text(readFile(path)), path), path)
}

export interface SaveOptions {
  readonly mnemonic?: string
  /** Absent: the file is plain, which only development keys should be. */
  readonly password?: string
}

export async function saveColdkey(
  root: string,
  wallet: string,
  key: KeyPair,
  options: SaveOptions = {},
): Promise<void> {
  const plain = encoded(secretJson(key, options.mnemonic))
  const content =
    options.password === undefined ? plain : await encryptKeyFile(plain, options.password, randomBytes(24))
  writeKey(coldkeyPath(root, wallet), content)
  writeKey(coldkeyPublicPath(root, wallet), encoded(publicJson(key.account)))
}

export function saveHotkey(
  root: string,
  wallet: string,
  hotkey: string,
  key: KeyPair,
  mnemonic?: string,
): void {
  const path = hotkeyPath(root, wallet, hotkey)
  writeKey(path, encoded(secretJson(key, mnemonic)))
  writeKey(`${path}pub.txt`, encoded(publicJson(key.account)))
}

export function listWallets(root: string): WalletEntry[] {
  if (!existsSync(root)) return []
  return readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && NAME.test(entry.name))
    .map(entry => ({
      name: entry.name,
      coldkey: publicOf(join(root, entry.name, 'coldkeypub.txt')),
      hotkeys: hotkeysOf(join(root, entry.name, 'hotkeys')),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The account of a key file; undefined for one that is missing, or no key file: a list shows what can be used. */
function publicOf(path: string): AccountId | undefined {
  if (!existsSync(path)) return undefined
  try {
    return accountOfJson(parseKeyJson(text(readFile(path)), path), path)
  } catch (thrown) {
    if (isNetError(thrown)) return undefined
    throw thrown
  }
}

function hotkeysOf(folder: string): { name: string; account: AccountId }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => !name.endsWith('pub.txt') && NAME.test(name))
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap(name => {
      const path = join(folder, name)
      const account = publicOf(path) ?? publicOf(`${path}pub.txt`)
      return account === undefined ? [] : [{ name, account }]
    })
}
