// One call of a coldkey: signed by a child that opens the key and exits, submitted from here.
import { ChainError, type Client, type Receipt } from '@taonet/client'
import { type AccountId, bytesToHex, eraBirth, hexToBytes, mortalEra, ss58Encode } from '@taonet/wire'
import { askSigner } from '../signer-child.ts'

export interface ColdkeySigner {
  readonly walletRoot: string
  /** A wallet's name, or `//Alice` and the like. */
  readonly signer: string
  readonly account: AccountId
}

/** Blocks the signature holds. */
const PERIOD = 64
/** Long enough to type a password. */
const PATIENCE = 120_000

/** Others sign for the same coldkey meanwhile, //Alice above all; so many times a nonce may be taken from under a call. */
const TRIES = 5

/** @throws NetError `signing`, ChainError when the chain refuses the call. */
export async function callAs(client: Client, signer: ColdkeySigner, call: Uint8Array): Promise<Receipt> {
  for (let left = TRIES - 1; ; left--) {
    const signed = await sign(client, signer, call)
    try {
      const receipt = await client.submitSigned(signed)
      if (receipt.success) return receipt
      throw new ChainError(receipt.error?.name ?? 'Unknown', receipt.error?.docs ?? '')
    } catch (thrown) {
      if (left === 0 || !nonceWasTaken(thrown)) throw thrown
    }
  }
}

/** The pool or a block had another extrinsic with the same nonce first; this one never took effect. */
const nonceWasTaken = (thrown: unknown): boolean =>
  thrown instanceof ChainError &&
  (thrown.code === 'PriorityTooLow' || (thrown.code === 'Invalid' && thrown.docs.includes('outdated')))

async function sign(
  client: Client,
  { walletRoot, signer, account }: ColdkeySigner,
  call: Uint8Array,
): Promise<Uint8Array> {
  const [nonce, base] = await Promise.all([
    client.rpc<number>('system_accountNextIndex', [ss58Encode(account)]),
    client.finalized(),
  ])
  const era = mortalEra(base.number, PERIOD)
  const birth = (await client.blockHash(eraBirth(era, base.number))) ?? client.chain.genesis
  const { genesis, specVersion, transactionVersion } = client.chain
  const [signed = '0x'] = await askSigner(
    {
      walletRoot,
      genesis,
      specVersion,
      transactionVersion,
      mortality: { era, birth },
      nonces: { [signer]: nonce },
      calls: [{ signer, call: bytesToHex(call) }],
    },
    { patience: PATIENCE, terminal: true, hint: 'see `taonet wallet list`' },
  )
  return hexToBytes(signed)
}
