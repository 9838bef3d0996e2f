// A miner with a real key and real sessions that answers as a test wants: any bytes, at any time, with or without proof.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { acceptSession, bytesToHex, type KeyPair, readAddress, type Session } from '@taonet/wire'
import { z } from 'zod'
import { type AnswerProof, proofOf } from '../src/answer-proof.ts'
import type { Target } from '../src/dispatch/reply.ts'
import { minerKey, NETUID } from './fixtures.ts'

export interface Asked {
  readonly response: ServerResponse
  readonly socket: Socket
  /** What an honest miner would prove its answer with. */
  readonly proof: AnswerProof
  readonly session: Session
  readonly counter: string
}

export type Behaviour = (asked: Asked) => void

export interface HostileMiner {
  readonly target: Target
  /** Changes between requests. */
  behave: Behaviour
  /** Connections so far. */
  connections(): number
  /** Answers that it still has to give: neither ended nor given up by who asked. */
  pending(): number
  close(): Promise<void>
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}

const signedAnew = (body: Uint8Array, signer: KeyPair): string =>
  JSON.stringify({
    ...z.looseObject({}).parse(JSON.parse(new TextDecoder().decode(body))),
    signature: bytesToHex(signer.sign(body)),
  })

/** `signer` signs its handshakes; the chain shows `minerKey`. */
export async function startHostile(signer: KeyPair = minerKey): Promise<HostileMiner> {
  const sessions = new Map<string, Session>()
  let connections = 0
  let pending = 0
  const text = (request: IncomingMessage, name: string): string => String(request.headers[name] ?? '')
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    if (request.url === '/session') {
      const sender = readAddress(text(request, 'x-bittensor-hotkey'))
      if (!sender) return response.destroy()
      const granted = acceptSession(body, { sender, own: minerKey, now: Date.now() })
      if (!granted.ok) return response.writeHead(granted.status).end()
      sessions.set(granted.session.id, granted.session)
      return response.end(signer === minerKey ? granted.body : signedAnew(granted.body, signer))
    }
    const session = sessions.get(text(request, 'x-taonet-session'))
    if (!session) return response.writeHead(401).end()
    const counter = text(request, 'x-taonet-counter')
    const { socket } = request
    pending++
    response.once('close', () => pending--)
    hostile.behave({ response, socket, session, counter, proof: proofOf(session, counter) })
  })
  server.on('connection', socket => {
    connections++
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const hostile: HostileMiner = {
    target: { netuid: NETUID, uid: 0, hotkey: minerKey.account, host: '127.0.0.1', port },
    behave: ({ response }) => void response.end(),
    connections: () => connections,
    pending: () => pending,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return hostile
}
