// What a gateway holds besides its routes, in a folder of its own: the accounts, the judges with their log, the key for receipts,
// callers' files.
import { join } from 'node:path'
import type { Logger } from 'pino'
import { type OpenAccounts, openAccounts, type PriceList } from './accounts/index.ts'
import { FileStore } from './files/index.ts'
import { AuditLog } from './gate/audit-log.ts'
import { createGate, type Gate } from './gate/gate.ts'
import { Moderator } from './moderations/moderator.ts'
import { createReceipts, type Receipts, receiptKeyIn } from './receipts/index.ts'

export interface StateOptions {
  /** `gateway/` of the data directory. */
  readonly folder: string
  /** `postgres://…` of accounts that several gateways share; else they are kept in the folder. */
  readonly accountsUrl?: string | undefined
  /** Whether whoever comes from this machine needs a key too, as behind a proxy that runs here. */
  readonly keysOnly?: boolean
  /** What tokens cost; absent = `DEFAULT_PRICES`. */
  readonly prices?: PriceList | undefined
  readonly logger?: Logger | undefined
}

export interface State {
  readonly accounts: OpenAccounts
  readonly gate: Gate
  readonly moderator: Moderator
  readonly receipts: Receipts
  readonly files: FileStore
  /** Where batches are kept. */
  readonly batchFolder: string
  /** Resolves when everything is written. */
  close(): Promise<void>
}

/** @throws NetError `accounts-unavailable`, `accounts-format`, `accounts-place`, `receipt-key`. */
export async function openState({
  folder,
  accountsUrl,
  keysOnly = false,
  prices,
  logger,
}: StateOptions): Promise<State> {
  const receipts = createReceipts(receiptKeyIn(folder))
  const accounts = await openAccounts(accountsUrl === undefined ? { folder } : { url: accountsUrl }, {
    ...(keysOnly ? { free: 'none' } : {}),
    ...(prices ? { prices } : {}),
    onTrouble: trouble => logger?.error({ trouble: String(trouble) }, 'accounts are not written now'),
  })
  const files = new FileStore(join(folder, 'files'))
  const gate = createGate(new AuditLog(folder))
  const moderator = new Moderator()
  return {
    accounts,
    gate,
    moderator,
    receipts,
    files,
    batchFolder: join(folder, 'batches'),
    async close() {
      files.close()
      await gate.close()
      await moderator.close()
      await accounts.close()
    },
  }
}
