// Calls of root: the sudo key signs them, and what root was refused with is an error as any other.
import { ChainError, type Client, connect, type Receipt } from '@taonet/client'
import { coldkeyAddress, defaultWalletRoot } from '@taonet/client/wallet-files'
import { type CallValue, composeCall, describeError } from '@taonet/runtime/tables'
import { keyPairFromUri, NetError, ready } from '@taonet/wire'
import { type ColdkeySigner, callAs } from './coldkey-call.ts'

/** What a command of root's is told besides its own. */
export interface RootOptions {
  readonly chainUrl: readonly string[]
  /** Whose coldkey is the sudo key; needed for changes. */
  readonly wallet?: string
  readonly walletPath?: string
  readonly json: boolean
}

/** A wallet's name, or `//Alice` on a development chain. */
function rootSigner(wallet: string, walletPath: string | undefined): ColdkeySigner {
  const walletRoot = walletPath ?? defaultWalletRoot()
  const account = wallet.startsWith('//')
    ? keyPairFromUri(wallet).account
    : coldkeyAddress(walletRoot, wallet)
  return { walletRoot, signer: wallet, account }
}

/** @throws NetError `signing`, ChainError `RequireSudo`, or what the call itself was refused with. */
async function callAsRoot(client: Client, signer: ColdkeySigner, call: CallValue): Promise<Receipt> {
  const receipt = await callAs(client, signer, composeCall('Sudo', 'sudo', { call }))
  const told = receipt.events.find(({ event }) => event.name === 'Sudid')
  const refusal = refusalIn(told?.event.fields.sudo_result)
  if (refusal) throw refusal
  return receipt
}

async function changeAsRoot(
  client: Client,
  what: string,
  calls: readonly CallValue[],
  { wallet, walletPath }: RootOptions,
): Promise<void> {
  if (calls.length === 0) return
  if (wallet === undefined)
    throw new NetError(
      'options',
      `only root changes ${what}`,
      'name the wallet of the sudo key: --wallet NAME',
    )
  const signer = rootSigner(wallet, walletPath)
  for (const call of calls) await callAsRoot(client, signer, call)
}

/**
 * Makes the calls one after the other, as far as they succeed, then shows how it stands. `what` is what they change.
 * @throws NetError `options` for calls without a wallet; else as each call.
 */
export async function changeAndShow(
  options: RootOptions,
  what: string,
  calls: readonly CallValue[],
  show: (client: Client, json: boolean) => Promise<void>,
): Promise<void> {
  await ready()
  const client = await connect(options.chainUrl, { timeout: 10_000 })
  try {
    await changeAsRoot(client, what, calls, options)
    await show(client, options.json)
  } finally {
    client.close()
  }
}

function refusalIn(result: unknown): ChainError | undefined {
  if (typeof result !== 'object' || result === null || !('type' in result) || !('value' in result))
    return undefined
  if (result.type === 'Ok') return undefined
  const error = describeError(result.value)
  return new ChainError(error?.name ?? 'Unknown', error?.docs ?? '')
}
