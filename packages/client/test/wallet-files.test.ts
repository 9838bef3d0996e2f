// Wallets against files that bittensor-wallet 4.0.1 wrote (test/fixtures/oracle; wire-neuron §1).
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isNetError, keyPairFromMnemonic } from '@taonet/wire'
import {
  coldkeyAddress,
  listWallets,
  loadColdkey,
  loadHotkey,
  saveColdkey,
  saveHotkey,
} from '../src/wallet-files.ts'

const oracle = fileURLToPath(new URL('./fixtures', import.meta.url))
const PHRASE = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about'
const ACCOUNT = '0x66933bd1f37070ef87bd1198af3dacceb095237f803f3d32b173e6b425ed7972'
const PASSWORD = 'correct horse battery staple 9'

const withFolder = async (use: (root: string) => Promise<void>): Promise<void> => {
  const root = mkdtempSync(join(tmpdir(), 'taonet-wallets-'))
  try {
    await use(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}

const failsWith =
  (code: string) =>
  (thrown: unknown): boolean =>
    isNetError(thrown) && thrown.code === code && thrown.hint !== ''

test('reads a wallet the stock tool wrote: plain hotkey, encrypted coldkey, public files', async () => {
  assert.equal(loadHotkey(oracle, 'oracle', 'hk').account, ACCOUNT)
  assert.equal(coldkeyAddress(oracle, 'oracle'), ACCOUNT)
  assert.equal((await loadColdkey(oracle, 'oracle', () => PASSWORD)).account, ACCOUNT)
  assert.deepEqual(listWallets(oracle), [
    { name: 'oracle', coldkey: ACCOUNT, hotkeys: [{ name: 'hk', account: ACCOUNT }] },
  ])
})

test('a wrong password is refused with a hint', async () => {
  await assert.rejects(
    loadColdkey(oracle, 'oracle', () => 'wrong'),
    failsWith('password'),
  )
})

test("what we write reads back, encrypted and plain, with private modes and the reader's field types", () =>
  withFolder(async root => {
    const key = keyPairFromMnemonic(PHRASE)
    await saveColdkey(root, 'mine', key, { mnemonic: PHRASE, password: PASSWORD })
    saveHotkey(root, 'mine', 'default', key, PHRASE)
    assert.equal((await loadColdkey(root, 'mine', () => PASSWORD)).account, ACCOUNT)
    assert.equal(loadHotkey(root, 'mine', 'default').account, ACCOUNT)
    assert.equal(statSync(join(root, 'mine', 'coldkey')).mode & 0o777, 0o600)
    const json = JSON.parse(readFileSync(join(root, 'mine', 'hotkeys', 'default'), 'utf8'))
    assert.ok(Object.values(json).every(value => typeof value === 'string'))
    const theirs = JSON.parse(readFileSync(join(oracle, 'oracle', 'hotkeys', 'hk'), 'utf8'))
    for (const field of ['publicKey', 'privateKey', 'secretPhrase', 'ss58Address'])
      assert.equal(json[field], theirs[field], field)
  }))

test('a key file is never overwritten, and a name never leaves its folder', () =>
  withFolder(async root => {
    const key = keyPairFromMnemonic(PHRASE)
    saveHotkey(root, 'mine', 'default', key)
    assert.throws(() => saveHotkey(root, 'mine', 'default', key), failsWith('exists'))
    for (const name of ['../x', '..', 'a/b', '', '.hidden'])
      assert.throws(() => saveHotkey(root, name, 'default', key), failsWith('wallet-name'))
    assert.throws(() => loadHotkey(root, 'mine', 'none'), failsWith('no-key'))
  }))

test('a file that is no key file is refused by its name, and does not hide the others from the list', () =>
  withFolder(async root => {
    saveHotkey(root, 'mine', 'good', keyPairFromMnemonic(PHRASE))
    const folder = join(root, 'mine', 'hotkeys')
    const crooked = {
      empty: '',
      text: 'not json',
      list: '[1]',
      numbers: '{"secretPhrase": 5}',
      phrase: '{"secretPhrase": "one two three"}',
      seed: '{"secretSeed": "0x12"}',
      none: '{}',
    }
    for (const [name, content] of Object.entries(crooked)) {
      writeFileSync(join(folder, name), content)
      assert.throws(
        () => loadHotkey(root, 'mine', name),
        error => failsWith('key-file')(error) || failsWith('public-only')(error),
        name,
      )
    }
    assert.deepEqual(listWallets(root), [
      { name: 'mine', coldkey: undefined, hotkeys: [{ name: 'good', account: ACCOUNT }] },
    ])
  }))
