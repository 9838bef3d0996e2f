// What requests and responses of HTTP/1.1 and HTTP/2 have in common here.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'

export type Incoming = IncomingMessage | Http2ServerRequest
export type Outgoing = ServerResponse | Http2ServerResponse

export type Headers = Readonly<Record<string, string | number>>

/** Sends status and headers, beside those that were set before. */
export function sendHead(response: Outgoing, status: number, headers: Headers): void {
  if ('stream' in response) response.writeHead(status, headers)
  else response.writeHead(status, headers)
}

/** Ends an answer that cannot be finished, so that its reader knows it is not whole. */
export function breakOff(response: Outgoing): void {
  if ('stream' in response) response.stream?.close(constants.NGHTTP2_INTERNAL_ERROR)
  else response.destroy()
}

/** The rest of a body that nobody reads must not be taken for the next request, nor be waited for. */
export function leaveUnread(request: Incoming, response: Outgoing): void {
  if (request.complete) return
  if ('stream' in response) {
    response.once('finish', () => response.stream?.close(constants.NGHTTP2_NO_ERROR))
  } else response.setHeader('connection', 'close')
}
