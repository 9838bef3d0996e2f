// `taonet wallet`: key files, made, listed and shown. Secrets are printed once, when a key is made, and never again.
import { password as askPassword, isCancel } from '@clack/prompts'
import {
  coldkeyAddress,
  defaultWalletRoot,
  listWallets,
  saveColdkey,
  saveHotkey,
} from '@taonet/client/wallet-files'
import { generateMnemonic, keyPairFromMnemonic, NetError, ss58Encode } from '@taonet/wire'
import { bold, dim, printJson, say, table } from '../terminal.ts'

interface WalletOptions {
  readonly walletPath?: string
  readonly json: boolean
}

export interface NewWalletOptions extends WalletOptions {
  readonly hotkey: string
  readonly mnemonic?: string
  /** Commander's form of `--no-password`. */
  readonly password: boolean
}

const SHORTEST_PASSWORD = 6

const rootOf = (options: WalletOptions): string => options.walletPath ?? defaultWalletRoot()

async function choosePassword(): Promise<string> {
  if (process.stdin.isTTY !== true)
    throw new NetError(
      'no-terminal',
      'a password is needed and nobody can be asked',
      'run it in a terminal, or pass --no-password for a development key',
    )
  const given = await askPassword({
    message: 'Password for the coldkey',
    validate: text =>
      text.length < SHORTEST_PASSWORD ? `at least ${SHORTEST_PASSWORD} characters` : undefined,
  })
  if (isCancel(given)) throw new NetError('cancelled', 'no wallet was made', 'run it again')
  return given
}

export async function newWallet(name: string, options: NewWalletOptions): Promise<void> {
  const root = rootOf(options)
  const cold = options.mnemonic ?? generateMnemonic(12)
  const hot = generateMnemonic(12)
  const coldkey = keyPairFromMnemonic(cold)
  const hotkey = keyPairFromMnemonic(hot)
  const sealed = options.password ? { password: await choosePassword() } : {}
  await saveColdkey(root, name, coldkey, { mnemonic: cold, ...sealed })
  saveHotkey(root, name, options.hotkey, hotkey, hot)
  if (options.json)
    return printJson({
      name,
      path: root,
      coldkey: { address: coldkey.ss58, mnemonic: cold },
      hotkey: { name: options.hotkey, address: hotkey.ss58, mnemonic: hot },
    })
  say(`${bold(name)} in ${root}\n`)
  say(
    table(
      ['key', 'address', 'words'],
      [
        ['coldkey', coldkey.ss58, cold],
        [`hotkey ${options.hotkey}`, hotkey.ss58, hot],
      ],
    ),
  )
  say(dim('\nWrite the words down: they are shown only now, and they are the key.'))
}

export function listCommand(options: WalletOptions): void {
  const root = rootOf(options)
  const wallets = listWallets(root)
  if (options.json)
    return printJson(
      wallets.map(({ name, coldkey, hotkeys }) => ({
        name,
        coldkey: coldkey && ss58Encode(coldkey),
        hotkeys: hotkeys.map(one => ({ name: one.name, address: ss58Encode(one.account) })),
      })),
    )
  if (wallets.length === 0) return say(`no wallets in ${root}; make one with: taonet wallet new NAME`)
  say(
    table(
      ['wallet', 'key', 'address'],
      wallets.flatMap(({ name, coldkey, hotkeys }) => [
        [bold(name), 'coldkey', coldkey ? ss58Encode(coldkey) : '–'],
        ...hotkeys.map(one => ['', `hotkey ${one.name}`, ss58Encode(one.account)]),
      ]),
    ),
  )
}

export function showWallet(name: string, options: WalletOptions): void {
  const root = rootOf(options)
  const found = listWallets(root).find(one => one.name === name)
  if (!found)
    throw new NetError('no-wallet', `there is no wallet "${name}" in ${root}`, 'see `taonet wallet list`')
  const coldkey = ss58Encode(coldkeyAddress(root, name))
  const hotkeys = found.hotkeys.map(one => ({ name: one.name, address: ss58Encode(one.account) }))
  if (options.json) return printJson({ name, coldkey, hotkeys })
  say(
    table(
      ['key', 'address'],
      [['coldkey', coldkey], ...hotkeys.map(one => [`hotkey ${one.name}`, one.address])],
    ),
  )
}
