// The wallets of `taonet up`: made once, kept in the data directory, plain on disk and marked so (DESIGN §10).
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { coldkeyAddress, loadHotkey, saveColdkey, saveHotkey } from '@taonet/client/wallet-files'
import { type AccountId, generateMnemonic, keyPairFromMnemonic } from '@taonet/wire'
import type { Participant, Plan } from './plan.ts'

export const HOTKEY = 'default'

const WARNING = `Development wallets of one local network, made by \`taonet up\`.
Their coldkeys are NOT encrypted: never fund these addresses on a network that matters.
`

export interface Identity {
  readonly participant: Participant
  readonly coldkey: AccountId
  readonly hotkey: AccountId
}

/** Makes what is missing; returns everybody's addresses. */
export async function ensureWallets(root: string, plan: Plan): Promise<readonly Identity[]> {
  mkdirSync(root, { recursive: true, mode: 0o700 })
  writeFileSync(join(root, 'README.txt'), WARNING)
  const found: Identity[] = []
  for (const participant of plan.participants) {
    if (!existsSync(join(root, participant.wallet, 'coldkey'))) await makeWallet(root, participant.wallet)
    found.push({
      participant,
      coldkey: coldkeyAddress(root, participant.wallet),
      hotkey: loadHotkey(root, participant.wallet, HOTKEY).account,
    })
  }
  return found
}

async function makeWallet(root: string, wallet: string): Promise<void> {
  const cold = generateMnemonic(12)
  const hot = generateMnemonic(12)
  await saveColdkey(root, wallet, keyPairFromMnemonic(cold), { mnemonic: cold })
  saveHotkey(root, wallet, HOTKEY, keyPairFromMnemonic(hot), hot)
}
