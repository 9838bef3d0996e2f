// The only process that opens coldkeys: it signs what it is given, hands the bytes over and exits (DESIGN §10). `up` has it
// sign for a chain that does not run yet; who joins a chain, for one that does.
import { isCancel, password } from '@clack/prompts'
import { loadColdkey } from '@taonet/client/wallet-files'
import {
  bytesToHex,
  type Era,
  type Hash,
  type Hex,
  hexToBytes,
  immortal,
  type KeyPair,
  keyPairFromUri,
  NetError,
  ready,
  signExtrinsic,
} from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'

export interface SignerConfig {
  readonly walletRoot: string
  readonly genesis: Hash
  readonly specVersion: number
  readonly transactionVersion: number
  /** For how long the extrinsics hold; for ever when absent. */
  readonly mortality?: { readonly era: Era; readonly birth: Hash }
  /** Each signer's first nonce, 0 when absent. */
  readonly nonces?: Readonly<Record<string, number>>
  /** In order of submission; nonces count up for each signer. A signer is a wallet's name or a `//Path`. */
  readonly calls: readonly { readonly signer: string; readonly call: Hex }[]
}

async function signAll(config: SignerConfig): Promise<Hex[]> {
  await Promise.all([ready(), loadFastVerifier()])
  const { era = immortal, birth = config.genesis } = config.mortality ?? {}
  const keys = new Map<string, { readonly pair: KeyPair; nonce: number }>()
  const signed: Hex[] = []
  for (const { signer, call } of config.calls) {
    const known = keys.get(signer) ?? {
      pair: await open(config.walletRoot, signer),
      nonce: config.nonces?.[signer] ?? 0,
    }
    keys.set(signer, known)
    const extra = { era, nonce: known.nonce++, tip: 0n, mode: 0 }
    signed.push(bytesToHex(signExtrinsic(known.pair, hexToBytes(call), extra, { ...config, birth })))
  }
  return signed
}

const open = (root: string, signer: string): Promise<KeyPair> | KeyPair =>
  signer.startsWith('//') ? keyPairFromUri(signer) : loadColdkey(root, signer, () => askPassword(signer))

async function askPassword(wallet: string): Promise<string> {
  if (process.stdin.isTTY !== true)
    throw new NetError('no-terminal', `the coldkey of ${wallet} is encrypted and nobody can be asked`, '')
  const given = await password({ message: `Password of the coldkey of ${wallet}` })
  if (isCancel(given)) throw new NetError('cancelled', 'no password was given', '')
  return given
}

process.once('message', (config: SignerConfig) => {
  signAll(config).then(
    extrinsics => process.send?.({ extrinsics }, () => process.exit(0)),
    thrown => process.send?.({ failed: String(thrown) }, () => process.exit(1)),
  )
})
process.once('disconnect', () => process.exit(1))
