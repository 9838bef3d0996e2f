// Has the first calls signed by a child that opens the coldkeys and exits.
import { fork } from 'node:child_process'
import { bytesToHex, type Hex, NetError } from '@taonet/wire'
import type { SignerConfig } from '../processes/signer.ts'
import { siblingUrl } from '../sibling.ts'
import type { PlannedCall } from './bootstrap.ts'
import type { ChainFacts } from './genesis.ts'

const PATIENCE = 60_000

export function signCalls(
  walletRoot: string,
  facts: ChainFacts,
  lists: readonly (readonly PlannedCall[])[],
): Promise<readonly (readonly { what: string; bytes: Hex }[])[]> {
  const flat = lists.flat()
  const config: SignerConfig = {
    walletRoot,
    ...facts,
    calls: flat.map(({ signer, call }) => ({ signer, call: bytesToHex(call) })),
  }
  return new Promise((resolve, reject) => {
    const child = fork(siblingUrl(import.meta.url, '../processes/signer'), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    const broken = (why: string): NetError =>
      new NetError(
        'signing',
        `the first calls were not signed: ${why}`,
        'look at the wallets folder of the data directory',
      )
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(broken(`no answer within ${PATIENCE / 1000} s`))
    }, PATIENCE)
    child.once('message', (answer: { extrinsics?: readonly Hex[]; failed?: string }) => {
      clearTimeout(timer)
      const signed = answer.extrinsics
      if (!signed) return reject(broken(answer.failed ?? 'no reason given'))
      let at = 0
      resolve(lists.map(list => list.map(({ what }) => ({ what, bytes: signed[at++] ?? '0x' }))))
    })
    child.once('error', thrown => reject(broken(String(thrown))))
    child.send(config)
  })
}
