// The explorer's built folder, served as it is; the page itself talks to the chain and to this gateway like anyone.
import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import type { HttpAnswer } from './http/call.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

/** The page runs its own scripts only, and talks to nobody but this gateway and the chain. */
const policy = (rpcUrl: string): string =>
  [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self' ${rpcUrl}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

async function contentOf(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path))
  } catch {
    // No such file, or a folder: nothing to serve either way.
    return undefined
  }
}

/** @returns Undefined when the folder has no such file, or it is of no kind that a page consists of. */
export async function explorerFile(
  folder: string,
  urlPath: string,
  rpcUrl: string,
): Promise<HttpAnswer | undefined> {
  const root = resolve(folder)
  const path = join(root, urlPath === '/' ? '/index.html' : urlPath)
  const type = TYPES[extname(path)]
  if (type === undefined || !path.startsWith(root + sep) || path.includes('\0')) return undefined
  const content = await contentOf(path)
  if (!content) return undefined
  // The names of built assets change with their content.
  const hashed = urlPath.startsWith('/assets/')
  return {
    status: 200,
    headers: {
      'content-type': type,
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      'content-security-policy': policy(rpcUrl),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body: content,
  }
}
