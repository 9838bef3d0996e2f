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

/** @throws NetError `signing`, ChainError when the chain refuses the call. */
export async function callAs(
  client: Client,
  { walletRoot, signer, account }: ColdkeySigner,
  call: Uint8Array,
): Promise<Receipt> {
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
  const receipt = await client.submitSigned(hexToBytes(signed))
  if (!receipt.success) throw new ChainError(receipt.error?.name ?? 'Unknown', receipt.error?.docs ?? '')
  return receipt
}
