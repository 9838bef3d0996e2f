// A process of ours: takes its role from the command line, tells its port, and ends with whoever started it.
import { ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { type Load, type Measured, measure } from './load.ts'
import { cold, gateway, miner, type Ours, wrapping } from './ours.ts'
import { upstream } from './upstream.ts'

export type Told = Ours | { readonly measured: Measured } | { readonly failed: string }

const tell = (message: Told): unknown => process.send?.(message)

/** Has no port: it measures what it is sent. */
async function load(): Promise<Ours> {
  process.on('message', async (message: Load) => {
    try {
      tell({ measured: await measure(message) })
    } catch (thrown) {
      tell({ failed: thrown instanceof Error ? thrown.message : String(thrown) })
    }
  })
  return { port: 0 }
}

const ROLES = {
  upstream: async (): Promise<Ours> => ({ port: await upstream() }),
  miner,
  wrapping,
  gateway,
  cold,
  load,
}
export type Role = keyof typeof ROLES
const isRole = (text: string | undefined): text is Role => text !== undefined && Object.hasOwn(ROLES, text)

const [, , role, port, folder = ''] = process.argv
if (process.send && isRole(role)) {
  process.on('disconnect', () => process.exit())
  await Promise.all([ready(), loadFastVerifier()])
  tell(await ROLES[role](Number(port), folder))
}
