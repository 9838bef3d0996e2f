// Has calls signed by a child that opens the coldkeys, hands the bytes over and exits (DESIGN §10).
import { fork } from 'node:child_process'
import { type Hex, NetError } from '@taonet/wire'
import type { SignerConfig } from './processes/signer.ts'
import { siblingUrl } from './sibling.ts'

export interface Asking {
  /** Milliseconds until it must have signed. */
  readonly patience: number
  /** Whether it may ask for a password where a coldkey is encrypted. */
  readonly terminal: boolean
  readonly hint: string
}

interface Answer {
  readonly extrinsics?: readonly Hex[]
  readonly failed?: string
}

/** Signed extrinsics in the order of the calls. @throws NetError `signing`. */
export function askSigner(
  config: SignerConfig,
  { patience, terminal, hint }: Asking,
): Promise<readonly Hex[]> {
  return new Promise((resolve, reject) => {
    const io = terminal ? 'inherit' : 'ignore'
    const child = fork(siblingUrl(import.meta.url, './processes/signer'), {
      stdio: [io, io, 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    const broken = (why: string): NetError =>
      new NetError('signing', `the calls were not signed: ${why}`, hint)
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(broken(`no answer within ${patience / 1000} s`))
    }, patience)
    const settle = (answer: () => void): void => {
      clearTimeout(timer)
      answer()
    }
    child.once('message', ({ extrinsics, failed }: Answer) =>
      settle(() => (extrinsics ? resolve(extrinsics) : reject(broken(failed ?? 'no reason given')))),
    )
    child.once('error', thrown => settle(() => reject(broken(String(thrown)))))
    child.once('exit', code => settle(() => reject(broken(`it ended with code ${code}`))))
    child.send(config)
  })
}
