// Answers on their way into a socket: whole ones in one piece with their head, the others as fast as they are read.
import type { ServerResponse } from 'node:http'
import type { HttpAnswer, Pieces } from './call.ts'

/** A body of none says nothing of its length either. */
const NO_CONTENT = 204

const isPieces = (body: HttpAnswer['body']): body is Pieces => typeof body === 'object' && 'next' in body

/** Resolves when the last byte is handed to the socket, or its reader has gone. */
export async function sendAnswer(response: ServerResponse, answer: HttpAnswer): Promise<void> {
  const { status, headers, body } = answer
  if (isPieces(body)) return sendPieces(response, answer, body)
  const length = body === undefined ? 0 : Buffer.byteLength(body)
  if (status !== NO_CONTENT) headers['content-length'] = String(length)
  response.writeHead(status, headers)
  if (typeof body !== 'string') response.end(body)
  // Of ASCII alone, which is written sooner.
  else response.end(body, length === body.length ? 'latin1' : 'utf8')
}

async function sendPieces(
  response: ServerResponse,
  { status, headers }: HttpAnswer,
  pieces: Pieces,
): Promise<void> {
  const isHead = response.req.method === 'HEAD'
  if (isHead || response.destroyed) pieces.cancel()
  response.writeHead(status, headers)
  if (isHead) return void response.end()
  const goneWith = (): void => {
    if (!response.writableEnded) pieces.cancel()
  }
  response.once('close', goneWith)
  try {
    for (let piece = await pieces.next(); piece !== undefined; piece = await pieces.next()) {
      if (response.destroyed) return
      if (!response.write(piece)) await drained(response)
    }
    response.end()
  } catch {
    // What comes piece by piece has said its status: only a broken connection says that it is not whole.
    response.destroy()
  }
}

/** Also when there is nobody left to take anything. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
  })
}
