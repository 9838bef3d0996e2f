// `taonet miner wrap`: any OpenAI-shaped server, GGUF file or function becomes a miner that is paid for its answers.
import { join } from 'node:path'
import { type Client, connect } from '@taonet/client'
import { clientChain, type Miners, ownNets, selfTest, startMiners, testService } from '@taonet/neuron'
import { NetUid } from '@taonet/runtime'
import { storage } from '@taonet/runtime/tables'
import { ready, ss58Encode } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { pino } from 'pino'
import { drainOnSignals } from '../drain.ts'
import { isDevelopment, subnetOn } from '../join/chain-facts.ts'
import { followPay } from '../join/follow-pay.ts'
import type { JoinOptions } from '../join/options.ts'
import { announcedBy, ensureAnnounceable, relayNamed } from '../join/own-address.ts'
import { ownTlsFile, ownTlsIdentity } from '../join/own-tls.ts'
import { ensureRegistered } from '../join/register.ts'
import { tlsIdentity } from '../join/tls-files.ts'
import { findOrMakeWallet } from '../join/wallet.ts'
import { type WrappedService, wrapService } from '../join/wrapped-service.ts'
import { amount, bold, dim, paint, printJsonLine, say } from '../terminal.ts'

export interface WrapOptions extends JoinOptions {
  readonly host: string
  /** 0 = any free one. */
  readonly port: number
  readonly announce?: string
  readonly model?: string
  /** A relay's HOST:PORT to be called through. */
  readonly tunnel?: string
  /** Makes a certificate by itself. */
  readonly tls: boolean
  /** PEM files. */
  readonly tlsCert?: string
  readonly tlsKey?: string
}

interface Open {
  client?: Client
  wrapped?: WrappedService
  miners?: Miners
}

/** Returns once it serves; from then on a signal ends it. */
export async function wrapMiner(target: string, options: WrapOptions): Promise<void> {
  const open: Open = {}
  const close = async (): Promise<void> => {
    await open.miners?.close()
    await open.wrapped?.close()
    open.client?.close()
  }
  const signal = drainOnSignals(close)
  try {
    await serve(target, options, open, signal)
  } catch (thrown) {
    // A signal's own ending is under way already.
    if (signal.aborted) return
    await close()
    throw thrown
  }
}

async function serve(target: string, options: WrapOptions, open: Open, signal: AbortSignal): Promise<void> {
  const tell = options.json ? () => {} : say
  await Promise.all([ready(), loadFastVerifier()])
  const announced = options.announce === undefined ? undefined : announcedBy(options.announce, options.port)
  const tunnel = options.tunnel === undefined ? undefined : relayNamed(options.tunnel)
  const named = tlsIdentity(options)
  const nets = ownNets(options.allowNet)
  const netuid = NetUid(options.netuid)
  open.client = await connect(options.chainUrl, { timeout: 10_000 })
  const { client } = open
  const { name, subnet } = await subnetOn(client, netuid, options.subnet)
  open.wrapped = await wrapService(target, options.model, subnet)
  const { service, what } = open.wrapped
  tell(`${bold(service.model)} for subnet ${netuid} ${dim(`(${name})`)}: ${what}`)
  await testService({ service, subnet, signal })
  tell(`${paint('green', '✔')} it answers what this subnet asks`)

  const chain = clientChain(client)
  const tlsOnly = await client.get(storage.SubtensorModule.AxonsNeedTls)
  const own = ownTlsFile(options.data, options.wallet, options.hotkey)
  const tls = named ?? (options.tls || tlsOnly ? ownTlsIdentity(own) : undefined)
  // What a relay gives is known only once the seat is there.
  if (tunnel === undefined)
    ensureAnnounceable(announced?.host ?? options.host, await chain.allowsLoopback(), nets)
  const development = await isDevelopment(client)
  const wallet = await findOrMakeWallet(options, development, tell)
  const uid = await ensureRegistered(client, wallet, netuid, { options, development, tell })

  const { hotkey } = wallet
  open.miners = await startMiners(chain, {
    miners: [
      {
        hotkey,
        netuid,
        subnet,
        service,
        host: options.host,
        port: options.port,
        ...(announced === undefined ? {} : { announce: announced }),
        ...(tunnel === undefined ? {} : { tunnel }),
        ...(tls === undefined ? {} : { tls, tlsOnly }),
      },
    ],
    dataDir: join(options.data, 'neurons'),
    logger: pino({ level: 'warn' }, pino.destination(2)),
  })
  const [miner] = open.miners.miners
  if (!miner) return
  const address = miner.address()
  if (tls)
    tell(
      `TLS ${tlsOnly ? 'alone, as this network demands' : 'beside plain HTTP'}; its key is pinned on chain`,
    )
  tell(`listening on ${miner.host}:${miner.port}, announcing ${address.host}:${address.port}`)
  const tested = await selfTest({ chain, hotkey, netuid, subnet, address, ownNets: nets, signal })

  const first = `${tested.firstByteMs.toFixed(0)} ms`
  if (options.json)
    printJsonLine({
      type: 'serving',
      netuid,
      uid,
      hotkey: ss58Encode(hotkey.account),
      coldkey: ss58Encode(wallet.coldkey),
      model: service.model,
      host: address.host,
      port: address.port,
      firstByteMs: tested.firstByteMs,
      totalMs: tested.totalMs,
    })
  else
    say(
      `${paint('green', '✔')} self-test: a signed request to ${address.host}:${address.port}, first byte after ${first}\n${bold('serving')} as uid ${uid}; Ctrl-C drains and stops`,
    )
  let before = miner.metrics().requests
  followPay(client, netuid, hotkey.account, pay => {
    const served = miner.metrics().requests
    const requests = served - before
    before = served
    if (options.json) return printJsonLine({ type: 'epoch', ...pay, requests })
    const paid =
      pay.alpha === 0n ? 'nothing yet' : `${amount(pay.alpha, 9)} α ${dim(`(${amount(pay.tao, 9)} τ)`)}`
    say(`${dim(`#${pay.block}`)} epoch: ${requests} requests served, paid ${paid}`)
  })
}
