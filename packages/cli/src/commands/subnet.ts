// `taonet subnet`: what a subnet's owner does on chain.
import { type Client, connect, type Receipt } from '@taonet/client'
import { NetUid } from '@taonet/runtime'
import { composeCall, storage, subnetRegistrationApi } from '@taonet/runtime/tables'
import { keyPairFromUri, NetError, ready } from '@taonet/wire'
import { isDevelopment } from '../join/chain-facts.ts'
import { callAs } from '../join/coldkey-call.ts'
import { confirmed } from '../join/confirm.ts'
import type { PayerOptions } from '../join/options.ts'
import { ensureFunds, type Funding, signerOf } from '../join/register.ts'
import { findOrMakeWallet, type JoiningWallet } from '../join/wallet.ts'
import { amount, bold, dim, printJsonLine, say } from '../terminal.ts'
import { foundingCall, rootSwitch, SUDO } from '../up/bootstrap.ts'

const { SubtensorModule: rows } = storage
/** rao, for fees. */
const SPARE = 10_000_000n

/** @throws NetError `netuid`. */
export function netuidNamed(text: string): NetUid {
  const number = Number(text)
  if (/^\d{1,5}$/.test(text) && number <= 65_535) return NetUid(number)
  throw new NetError('netuid', `"${text}" is no subnet's number`, 'see `taonet query subnets`')
}

export interface Owner {
  readonly client: Client
  readonly wallet: JoiningWallet
  readonly around: Funding
}

export async function asOwner(options: PayerOptions, work: (owner: Owner) => Promise<void>): Promise<void> {
  await ready()
  const client = await connect(options.chainUrl, { timeout: 10_000 })
  try {
    const tell = options.json ? () => {} : say
    const development = await isDevelopment(client)
    const wallet = await findOrMakeWallet(options, development, tell)
    await work({ client, wallet, around: { options, development, tell } })
  } finally {
    client.close()
  }
}

/** @throws NetError `name`, `funds`, `cancelled`, `no-terminal`; ChainError. */
export async function createSubnet(name: string, options: PayerOptions): Promise<void> {
  if (name.length === 0 || new TextEncoder().encode(name).length > 256)
    throw new NetError('name', 'a name has 1 to 256 bytes', 'give it the name that its module gives it')
  await asOwner(options, async owner => {
    const { client, wallet, around } = owner
    const cost = await client.call(subnetRegistrationApi, 'get_network_registration_cost', {})
    around.tell(`a subnet costs ${amount(cost, 9)} τ, locked in its pool`)
    await ensureFunds(client, wallet, cost + SPARE, around)
    await confirmed(`Register subnet ${name} for ${amount(cost, 9)} τ?`, options.yes)
    const receipt = await callAs(client, signerOf(wallet), foundingCall(wallet.hotkey.account, name))
    const netuid = netuidOf(receipt)
    around.tell(`registered in block ${receipt.blockNumber}: subnet ${netuid}`)
    const delay = await client.get(rows.StartCallDelay)
    if (delay === 0n) await start(owner, netuid)
    else
      around.tell(
        `it may start in block ${BigInt(receipt.blockNumber) + delay}: taonet subnet start ${netuid}`,
      )
    if (options.json) printJsonLine({ type: 'subnet', netuid, name, started: delay === 0n })
    else
      say(
        `${bold(`subnet ${netuid}`)}; next: ${dim(`taonet validator --netuid ${netuid} --subnet FILE`)} and ${dim(`taonet miner wrap FILE --netuid ${netuid} --subnet FILE`)}`,
      )
  })
}

/** @throws NetError, ChainError `NeedWaitingMoreBlocksToStarCall`, `NotSubnetOwner`, … */
export async function startSubnet(netuid: string, options: PayerOptions): Promise<void> {
  const number = netuidNamed(netuid)
  await asOwner(options, async owner => {
    await start(owner, number)
    if (options.json) printJsonLine({ type: 'subnet', netuid: number, started: true })
  })
}

function netuidOf({ events }: Receipt): NetUid {
  const added = events.find(({ event }) => event.name === 'NetworkAdded')
  if (!added) throw new NetError('no-subnet', 'the registration made no subnet', 'see `taonet query subnets`')
  return NetUid(Number(added.event.fields.netuid))
}

/** From now on it earns. TAO flows to it once root allows that, which on a development chain //Alice may do. */
async function start({ client, wallet, around }: Owner, netuid: NetUid): Promise<void> {
  const { options, development, tell } = around
  const { blockNumber } = await callAs(
    client,
    signerOf(wallet),
    composeCall('SubtensorModule', 'start_call', { netuid }),
  )
  tell(`started in block ${blockNumber}`)
  if (!development || !options.fund) return
  const alice = { walletRoot: wallet.root, signer: SUDO, account: keyPairFromUri(SUDO).account }
  await callAs(client, alice, rootSwitch('sudo_set_subnet_emission_enabled', netuid))
  tell('//Alice switched its emission on')
}
