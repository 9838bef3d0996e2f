// A miner's certificate and key, from the files that its operator names.
import { readFileSync } from 'node:fs'
import type { TlsIdentity } from '@taonet/neuron'
import { NetError } from '@taonet/wire'

function pem(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new NetError(
      'not_found',
      `${path} cannot be read`,
      'give PEM files: --tls-cert and --tls-key',
      cause,
    )
  }
}

/** Undefined without files. @throws NetError `not_found`, `bad-certificate` when one of two is missing. */
export function tlsIdentity({
  tlsCert,
  tlsKey,
}: {
  readonly tlsCert?: string
  readonly tlsKey?: string
}): TlsIdentity | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined
  if (tlsCert !== undefined && tlsKey !== undefined) return { certificate: pem(tlsCert), key: pem(tlsKey) }
  throw new NetError('bad-certificate', 'a certificate needs its key', 'give both: --tls-cert and --tls-key')
}
