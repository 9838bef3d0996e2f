// One WebSocket connection: messages in, replies and notifications out, and patience with a slow reader up to a point.
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Dispatcher } from './dispatch.ts'
import type { Caller } from './method.ts'
import { Subscriptions } from './subscriptions.ts'

/** Bytes waiting to be sent before the connection is not read from any more, read from again, and given up. */
const PAUSE_AT = 8 * 1024 * 1024
const RESUME_AT = 1024 * 1024
const GIVE_UP_AT = 128 * 1024 * 1024
/** Requests under way at once, and bytes of them: long ones wait for their turn. */
const MOST_UNDER_WAY = 1024
const MOST_BYTES_UNDER_WAY = 8 * 1024 * 1024
const NOTHING = Buffer.alloc(0)

export function serveSocket(
  socket: WebSocket,
  stream: Duplex,
  dispatcher: Dispatcher,
  origin: string | undefined,
): void {
  let underWay = 0
  let bytesUnderWay = 0
  let corked = false
  const isFull = (): boolean => underWay >= MOST_UNDER_WAY || bytesUnderWay >= MOST_BYTES_UNDER_WAY
  const isBusy = (): boolean => isFull() || socket.bufferedAmount > PAUSE_AT
  const send = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return
    // What one turn of the event loop has to say leaves in one system call.
    if (!corked) {
      corked = true
      stream.cork()
      process.nextTick(() => {
        corked = false
        stream.uncork()
      })
    }
    socket.send(text, () => {
      if (socket.isPaused && socket.bufferedAmount < RESUME_AT && !isFull()) socket.resume()
    })
    // Notifications come without being asked for: who never reads them would fill the memory.
    if (socket.bufferedAmount > GIVE_UP_AT) socket.terminate()
  }
  const subscriptions = new Subscriptions(send)
  const caller: Caller = { subscriptions, origin, backlog: () => socket.bufferedAmount }

  socket.on('message', (data, isBinary) => {
    const message = Buffer.isBuffer(data) && !isBinary ? data : NOTHING
    const reply = dispatcher.answer(message, caller)
    if (!(reply instanceof Promise)) {
      if (reply.text !== undefined) send(reply.text)
      reply.sent()
    } else {
      underWay++
      bytesUnderWay += message.length
      reply.then(({ text, sent }) => {
        underWay--
        bytesUnderWay -= message.length
        if (text !== undefined) send(text)
        sent()
        if (socket.isPaused && !isBusy()) socket.resume()
      })
    }
    if (isBusy()) socket.pause()
  })
  socket.on('close', () => subscriptions.closeAll())
  // A frame that breaks the protocol or the size limit: ws closes with the right code by itself.
  socket.on('error', () => {})
}
