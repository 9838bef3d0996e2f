// What a node's folder is: which chain's, and whose vote. Written once beside files that are carried around, so that one of
// another network or another validator is noticed before anything is signed.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AccountId, accountId, bytesToHex, FormatError, NetError } from '@taonet/wire'
import { fields, parsed } from './own-json.ts'

export interface Identity {
  readonly chainId: string
  readonly authority: AccountId
}

export const IDENTITY_FILE = 'identity.json'

const LOST_KEY =
  'restore config/priv_validator_key.json from a copy; a node that shall vote with another key joins anew, and root gives that one the vote'

/** The vote key of the engine's file. @throws NetError `home` when it holds none. */
export function voteKeyIn(file: string): AccountId {
  const { value } = fields(fields(parsed(file)).pub_key)
  try {
    return accountId(bytesToHex(Buffer.from(typeof value === 'string' ? value : '', 'base64')))
  } catch (thrown) {
    if (!(thrown instanceof FormatError)) throw thrown
    throw new NetError('home', 'config/priv_validator_key.json holds no vote key', LOST_KEY, thrown)
  }
}

/**
 * A folder that is older than this file has none, and may be anything.
 * @throws NetError `other-chain` or `other-key` when the folder was made for something else.
 */
export async function checkIdentity(dir: string, { chainId, authority }: Identity): Promise<void> {
  const text = await readFile(join(dir, IDENTITY_FILE), 'utf8').catch(() => undefined)
  if (text === undefined) return
  const made = fields(parsed(text))
  if (made.chainId !== chainId)
    throw new NetError(
      'other-chain',
      `config/genesis.json is of ${chainId}, and ${dir} was made for ${String(made.chainId)}`,
      "put back the network's own genesis.json; for another network use a folder of its own",
    )
  if (made.authority !== authority)
    throw new NetError(
      'other-key',
      `config/priv_validator_key.json is of ${authority}, and ${dir} votes with ${String(made.authority)}`,
      LOST_KEY,
    )
}
