// What `taonet up` may be told.
import type { PriceList } from '@taonet/gateway/accounts'
import type { RelayFlags } from '../join/relay.ts'
import type { SubnetName } from '../known-subnets.ts'

export interface UpOptions extends RelayFlags {
  readonly data: string
  readonly rpcPort: number
  readonly gatewayPort: number
  readonly firstPort: number
  readonly subnets: readonly SubnetName[]
  /** Paths or addresses of more models. */
  readonly models: readonly string[]
  /** Only the models that came with taonet. */
  readonly offline: boolean
  readonly acceptLicenses: readonly string[]
  readonly cors: readonly string[]
  /** What tokens cost at the gateway; its own list when absent. */
  readonly prices: PriceList | undefined
  /** Milliseconds between blocks; the profile's when absent. */
  readonly blockTime: number | undefined
  /** What to ask the network once it runs. */
  readonly question: string
}
