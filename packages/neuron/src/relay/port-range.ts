// The public ports of a relay. A miner that comes back gets the port that it had, where it is free: its axon on chain still holds.

import { sha256 } from '@taonet/wire'

export interface PortRange {
  readonly first: number
  readonly last: number
}

/** All ports of the range, in an order that the name alone decides. */
export function* portsFor(name: string, { first, last }: PortRange): Generator<number> {
  const count = last - first + 1
  const [a = 0, b = 0, c = 0] = sha256(new TextEncoder().encode(name))
  const start = ((a << 16) | (b << 8) | c) % count
  for (let i = 0; i < count; i++) yield first + ((start + i) % count)
}
