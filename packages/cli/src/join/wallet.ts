// Finds the wallet of whoever joins, or has it made by a process of its own: this one is going to serve, and must never hold
// a coldkey (DESIGN §10).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { coldkeyAddress, defaultWalletRoot, listWallets, loadHotkey } from '@taonet/client/wallet-files'
import { type AccountId, type KeyPair, NetError } from '@taonet/wire'
import { siblingUrl } from '../sibling.ts'
import { confirmed } from './confirm.ts'
import type { PayerOptions, Tell } from './options.ts'

export interface JoiningWallet {
  readonly root: string
  readonly name: string
  readonly coldkey: AccountId
  readonly hotkey: KeyPair
}

const PATIENCE = 300_000

/** @throws NetError `no-key` for a hotkey that the wallet lacks, `no-wallet` when making one failed. */
export async function findOrMakeWallet(
  options: PayerOptions,
  development: boolean,
  tell: Tell,
): Promise<JoiningWallet> {
  const root = options.walletPath ?? defaultWalletRoot()
  const { wallet: name } = options
  if (!listWallets(root).some(one => one.name === name)) {
    await confirmed(`There is no wallet "${name}" in ${root}. Make one?`, options.yes)
    await makeWallet(root, options, development)
    tell(`made wallet ${name} in ${root}`)
  }
  const hotkey = loadHotkey(root, name, options.hotkey)
  return { root, name, coldkey: coldkeyAddress(root, name), hotkey }
}

/** Unattended on a development chain the coldkey is plain; elsewhere somebody has to choose its password. */
async function makeWallet(
  root: string,
  { wallet, hotkey, json }: PayerOptions,
  development: boolean,
): Promise<void> {
  const plain = development && process.stdin.isTTY !== true
  const args = ['wallet', 'new', wallet, '--hotkey', hotkey, '--wallet-path', root]
  const child = spawn(
    process.execPath,
    [fileURLToPath(siblingUrl(import.meta.url, '../main')), ...args, ...(plain ? ['--no-password'] : [])],
    // The words of a key that nobody reads are nobody's business.
    { stdio: ['inherit', plain || json ? 'ignore' : 'inherit', 'inherit'], timeout: PATIENCE },
  )
  const [code] = await once(child, 'exit')
  if (code !== 0)
    throw new NetError('no-wallet', `the wallet "${wallet}" was not made`, `taonet wallet new ${wallet}`)
}
