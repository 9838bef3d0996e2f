// What a relay and a miner behind it say to each other: JSON, a line a message, in short lines. On a data connection the first
// line is the last; what follows are a caller's bytes as they are.

import type { Socket } from 'node:net'
import { z } from 'zod'

export const RELAY_PROTOCOL = 'taonet-relay/1'
const MAX_LINE_BYTES = 4_096

const token = z.string().regex(/^[0-9a-f]{32}$/)

/** From the miner. `join` carries btauth/1 headers over `TUNNEL /tunnel/NETUID` with the challenge as its body (wire-neuron §3b). */
export const minerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), protocol: z.literal(RELAY_PROTOCOL) }),
  z.object({
    type: z.literal('join'),
    netuid: z.int().min(0).max(0xffff),
    headers: z.record(z.string().max(64), z.string().max(256)),
  }),
  z.object({ type: z.literal('data'), token }),
  z.object({ type: z.literal('pong') }),
])
export type MinerMessage = z.infer<typeof minerMessage>

/** From the relay. */
export const relayMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('relay'),
    hotkey: z.string().max(64),
    challenge: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  z.object({ type: z.literal('open'), port: z.int().min(1).max(65_535) }),
  z.object({ type: z.literal('refused'), reason: z.string().max(256) }),
  z.object({ type: z.literal('replaced') }),
  z.object({ type: z.literal('dial'), token }),
  z.object({ type: z.literal('ping') }),
])
export type RelayMessage = z.infer<typeof relayMessage>

/** The request that a miner signs to join. */
export const joinRequest = (netuid: number, challenge: string) => ({
  method: 'TUNNEL',
  target: `/tunnel/${netuid}`,
  body: new TextEncoder().encode(challenge),
})

export const sendLine = (socket: Socket, message: MinerMessage | RelayMessage): void => {
  // A peer that does not read its short lines is gone.
  if (!socket.write(`${JSON.stringify(message)}\n`) && socket.writableLength > 64 * MAX_LINE_BYTES)
    socket.destroy()
}

/** Returns the way to stop, from within `take`: bytes that came after that message then stand in the socket again. */
export function onLines<Message>(
  socket: Socket,
  schema: z.ZodType<Message>,
  take: (message: Message) => void,
): () => void {
  let pending = Buffer.alloc(0)
  let listening = true
  const hear = (chunk: Buffer): void => {
    pending = Buffer.concat([pending, chunk])
    for (let end = pending.indexOf(10); end >= 0 && listening; end = pending.indexOf(10)) {
      const message = read(schema, pending.subarray(0, end))
      pending = pending.subarray(end + 1)
      if (message === undefined) return void socket.destroy()
      take(message)
    }
    if (!listening) {
      if (pending.length > 0) socket.unshift(pending)
    } else if (pending.length > MAX_LINE_BYTES) socket.destroy()
  }
  socket.on('data', hear)
  return () => {
    listening = false
    socket.off('data', hear)
    socket.pause()
  }
}

function read<Message>(schema: z.ZodType<Message>, line: Buffer): Message | undefined {
  try {
    return schema.parse(JSON.parse(line.toString('utf8')))
  } catch {
    return undefined
  }
}
