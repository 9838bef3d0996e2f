/** Fetches a file over HTTP: resumes what an earlier run began, never waits for ever, and is certain of the bytes. */
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { sha256OfFiles } from './digest.ts'
import { NetError } from './net-error.ts'

export interface DownloadOptions {
  /** Expected SHA-256 in hex; without it any bytes are taken. */
  readonly sha256?: string
  readonly signal: AbortSignal
  readonly onBytes?: (received: number, total: number | undefined) => void
  readonly patience?: Patience
}

/** Longest waits in milliseconds: for the first answer, and for the next bytes. */
export interface Patience {
  readonly connect: number
  readonly silence: number
}

const PATIENCE: Patience = { connect: 8000, silence: 20_000 }

/** Writes `path` at once when all is there and right; until then the bytes wait in `path.part`. Throws NetError. */
export async function download(url: string, path: string, options: DownloadOptions): Promise<void> {
  const part = `${path}.part`
  try {
    await receive(url, part, options)
  } catch (thrown) {
    if (options.signal.aborted) throw new NetError('aborted', 'the download was given up', { cause: thrown })
    const host = new URL(url).host
    throw NetError.from(thrown, 'unavailable', `is ${host} reachable from this machine?`)
  }
  await accept(part, path, options.sha256)
}

/** Moves a complete file to its place, or throws it away and says so. */
export async function accept(part: string, path: string, sha256: string | undefined): Promise<void> {
  const found = sha256 === undefined ? undefined : await sha256OfFiles([part])
  if (found !== sha256) {
    await rm(part, { force: true })
    throw new NetError('mismatch', `the file has SHA-256 ${found}, expected ${sha256}`, {
      hint: 'the source offers another file under this name; nothing of it was kept',
    })
  }
  await rename(part, path)
}

async function receive(url: string, part: string, options: DownloadOptions): Promise<void> {
  const { signal, onBytes, patience = PATIENCE } = options
  const have = await stat(part).then(
    ({ size }) => size,
    () => 0,
  )
  const silence = new AbortController()
  const watch = (ms: number) =>
    setTimeout(() => silence.abort(new DOMException(`no answer for ${ms / 1000} s`, 'TimeoutError')), ms)
  let timer = watch(patience.connect)
  try {
    const headers = have > 0 ? { range: `bytes=${have}-` } : {}
    const response = await fetch(url, { headers, signal: AbortSignal.any([signal, silence.signal]) })
    // 416: nothing is left to send, the part is the whole file.
    if (response.status === 416 && have > 0) return
    if (!response.ok || response.body === null) {
      throw new NetError('unavailable', `${new URL(url).host} answers ${response.status}`)
    }
    const start = response.status === 206 ? have : 0
    const length = Number(response.headers.get('content-length') ?? Number.NaN)
    const total = Number.isFinite(length) ? start + length : undefined
    const file = createWriteStream(part, { flags: start > 0 ? 'a' : 'w' })
    const failed = new Promise<never>((_, reject) => file.once('error', reject))
    failed.catch(() => undefined)
    let received = start
    for await (const chunk of response.body) {
      clearTimeout(timer)
      timer = watch(patience.silence)
      received += chunk.length
      if (!file.write(chunk))
        await Promise.race([failed, new Promise<void>(resolve => file.once('drain', () => resolve()))])
      onBytes?.(received, total)
    }
    await Promise.race([failed, new Promise<void>(resolve => file.end(() => resolve()))])
    if (total !== undefined && received < total)
      throw new NetError('unavailable', 'the connection ended early')
  } finally {
    clearTimeout(timer)
  }
}
