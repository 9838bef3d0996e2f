// The only process of `taonet up` that opens coldkeys: it signs the first calls for a chain that does not run yet, hands the
// bytes over and exits (DESIGN §10).
import { loadColdkey } from '@taonet/client/wallet-files'
import {
  bytesToHex,
  type Hash,
  type Hex,
  hexToBytes,
  immortal,
  type KeyPair,
  keyPairFromUri,
  ready,
  signExtrinsic,
} from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'

export interface SignerConfig {
  readonly walletRoot: string
  readonly genesis: Hash
  readonly specVersion: number
  readonly transactionVersion: number
  /** In order of submission; nonces count from 0 for each signer. */
  readonly calls: readonly { readonly signer: string; readonly call: Hex }[]
}

async function signAll(config: SignerConfig): Promise<Hex[]> {
  await Promise.all([ready(), loadFastVerifier()])
  const keys = new Map<string, { readonly pair: KeyPair; nonce: number }>()
  const signed: Hex[] = []
  for (const { signer, call } of config.calls) {
    const known = keys.get(signer) ?? { pair: await open(config.walletRoot, signer), nonce: 0 }
    keys.set(signer, known)
    const extra = { era: immortal, nonce: known.nonce++, tip: 0n, mode: 0 }
    signed.push(
      bytesToHex(signExtrinsic(known.pair, hexToBytes(call), extra, { ...config, birth: config.genesis })),
    )
  }
  return signed
}

const open = (root: string, signer: string): Promise<KeyPair> | KeyPair =>
  signer.startsWith('//') ? keyPairFromUri(signer) : loadColdkey(root, signer, () => '')

process.once('message', (config: SignerConfig) => {
  signAll(config).then(
    extrinsics => process.send?.({ extrinsics }, () => process.exit(0)),
    thrown => process.send?.({ failed: String(thrown) }, () => process.exit(1)),
  )
})
process.once('disconnect', () => process.exit(1))
