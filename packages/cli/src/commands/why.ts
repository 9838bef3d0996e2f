// `taonet why`: what a neuron earned in its subnet's last epoch, who said so, and where it went.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@taonet/client'
import { printJson, say } from '../terminal.ts'
import { explain } from '../why/explain.ts'
import { whoIs } from '../why/who.ts'
import { written } from '../why/written.ts'

export interface WhyOptions {
  readonly chainUrl: string
  readonly netuid?: number
  readonly data: string
  readonly walletPath?: string
  readonly json: boolean
}

export async function why(who: string, options: WhyOptions): Promise<void> {
  const client = await connect(options.chainUrl, { timeout: 10_000 })
  try {
    const wallets = walletsOf(options)
    const asked = await whoIs(client, who, {
      ...(options.netuid === undefined ? {} : { netuid: options.netuid }),
      ...(wallets === undefined ? {} : { walletPath: wallets }),
    })
    const explanation = await explain(client, asked, join(options.data, 'neurons'))
    if (options.json) return printJson(explanation)
    say(written(explanation))
  } finally {
    client.close()
  }
}

/** The network's own wallets come before the machine's, where there are any. */
function walletsOf({ walletPath, data }: WhyOptions): string | undefined {
  const own = join(data, 'wallets')
  return walletPath ?? (existsSync(own) ? own : undefined)
}
