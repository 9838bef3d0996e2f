// CheckTx. A transaction that the engine brings enters our pool, which every proposal is made of; one that the pool has is
// as good as the pool says. The engine's own list only carries transactions between the nodes.
import { extrinsicHash, type Hash } from '@taonet/wire'
import { ResponseCheckTx } from 'cosmjs-types/tendermint/abci/types'
import type { PoolRejection } from '../pool/entry.ts'
import type { Pool } from '../pool/pool.ts'
import type { Submissions } from '../pool/submission.ts'

const REFUSED = 1

/** New ones and those the engine looks at again after a block are asked the same. */
export async function checkTransaction(
  pool: Pool,
  submissions: Submissions,
  tx: Uint8Array,
  onChecked?: (hash: Hash) => void,
): Promise<ResponseCheckTx> {
  const hash = extrinsicHash(tx)
  const rejection = await refusal(pool, submissions, hash, tx)
  if (rejection)
    return ResponseCheckTx.fromPartial({ code: REFUSED, codespace: 'taonet', log: nameOf(rejection) })
  onChecked?.(hash)
  return ResponseCheckTx.fromPartial({})
}

async function refusal(
  pool: Pool,
  submissions: Submissions,
  hash: Hash,
  tx: Uint8Array,
): Promise<PoolRejection | undefined> {
  const known = pool.screen(hash)
  if (known) return known.kind === 'imported' ? undefined : known
  // A copy: what arrived is a view of a socket's buffer, which the pool must not keep alive.
  const submitted = await submissions.submit(Uint8Array.from(tx))
  return submitted.ok || submitted.rejection.kind === 'imported' ? undefined : submitted.rejection
}

const nameOf = (rejection: PoolRejection): string =>
  'reason' in rejection ? rejection.reason : rejection.kind
