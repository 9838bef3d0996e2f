// The explorer's built folder, served as it is; the page itself talks to the chain and to this gateway like anyone.
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import type { Context } from 'hono'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

export async function explorerFile(context: Context, folder: string, rpcUrl: string): Promise<Response> {
  const path = normalize(context.req.path === '/' ? '/index.html' : context.req.path)
  const type = TYPES[extname(path)]
  if (type === undefined || path.includes('..')) return context.notFound()
  try {
    const content = new Uint8Array(await readFile(join(folder, path)))
    const hashed = path.startsWith('/assets/')
    return context.body(content, 200, {
      'content-type': type,
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      'content-security-policy': `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ${rpcUrl}`,
      'x-content-type-options': 'nosniff',
    })
  } catch {
    return context.notFound()
  }
}
