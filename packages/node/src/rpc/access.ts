// Who may talk to a server on loopback (DESIGN §10): a web page somewhere must not reach it through the visitor's
// browser, neither by its own origin nor by a name of its own that resolves to this machine.
import type { IncomingMessage } from 'node:http'

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i

export type Access =
  | { readonly ok: true; readonly origin: string | undefined }
  | { readonly ok: false; readonly why: string }

export function access(request: IncomingMessage, allowed: ReadonlySet<string>): Access {
  const { host, origin } = request.headers
  if (host === undefined || !LOOPBACK.test(host))
    return { ok: false, why: 'this server answers only to the names of this machine' }
  if (origin !== undefined && !allowed.has(origin))
    return { ok: false, why: `pages of ${origin} may not use this server; list the origin with --cors` }
  return { ok: true, origin }
}
