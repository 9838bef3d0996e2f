// A multipart upload on its way to disk: bounded, never whole in memory, and gone when it is not what it should be.
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import type { Arrival } from '../http/call.ts'
import { Refused } from '../openai-error.ts'

export interface Upload {
  readonly filename: string
  /** The other fields of the form. */
  readonly fields: ReadonlyMap<string, string>
}

const LIMITS = { files: 1, fields: 16, parts: 17, fieldNameSize: 100, fieldSize: 1_000, headerPairs: 32 }
const LONGEST_NAME = 255

const wrong = (message: string, param: string | null = null): Refused =>
  new Refused(400, 'invalid_multipart', message, param)

const tooLarge = (most: number): Refused =>
  new Refused(413, 'file_too_large', `The file is larger than ${most >> 20} MB. Divide it.`, 'file')

/** Names are shown, never used as paths. */
const plain = (name: string): string =>
  name
    .replace(/\p{C}/gu, '')
    .replace(/^.*[/\\]/, '')
    .slice(0, LONGEST_NAME)

function parserOf(type: string, most: number): InstanceType<typeof Busboy> {
  try {
    return new Busboy({ headers: { 'content-type': type }, limits: { ...LIMITS, fileSize: most } })
  } catch {
    throw wrong('The body must be multipart/form-data with a boundary.')
  }
}

/**
 * Writes the part named `file` to `path`, at most `most` bytes of it.
 * @throws Refused 400 `invalid_multipart`, 413 `file_too_large`; then nothing is left at `path`.
 */
export async function receive(arrival: Arrival, path: string, most: number): Promise<Upload> {
  const parser = parserOf(arrival.header('content-type') ?? '', most)
  const fields = new Map<string, string>()
  let file: { readonly stream: BusboyFileStream; readonly filename: string } | undefined
  let written: Promise<void> | undefined
  parser.on('field', (name, value) => fields.set(name, value))
  parser.on('file', (name, stream, filename) => {
    if (name !== 'file' || file) return void stream.resume()
    file = { stream, filename: plain(filename) }
    // Whoever is told too early that it is too large cannot read the answer while still sending: the rest is read and dropped.
    written = pipeline(stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    written.catch(() => undefined)
  })
  try {
    await pipeline(arrival.stream(), parser)
    await written
  } catch {
    file?.stream.destroy()
    await written?.catch(() => undefined)
    await rm(path, { force: true })
    throw wrong('The multipart body is malformed, or ends too early.')
  }
  if (!file) throw wrong('The form has no "file".', 'file')
  if (file.stream.truncated) {
    await rm(path, { force: true })
    throw tooLarge(most)
  }
  return { filename: file.filename || 'upload', fields }
}
