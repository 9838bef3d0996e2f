// What everybody says who pays for something on chain, and who joins a subnet as miner or validator.
export interface PayerOptions {
  /** Nodes of one chain: where one goes away, the next is asked. */
  readonly chainUrl: readonly string[]
  readonly wallet: string
  readonly hotkey: string
  readonly walletPath?: string
  /** Ask nothing: pay what it costs, make what is missing. */
  readonly yes: boolean
  /** On a development chain: have //Alice pay. */
  readonly fund: boolean
  readonly json: boolean
}

export interface JoinOptions extends PayerOptions {
  readonly netuid: number
  /** A module of the operator's own that exports the subnet, where taonet does not know it. */
  readonly subnet?: string
  /** Private networks that may be called, as typed. */
  readonly allowNet: readonly string[]
  /** Folder for what has to survive a restart. */
  readonly data: string
}

/** Where lines for people go: nowhere when the output is for programs. */
export type Tell = (line: string) => void
