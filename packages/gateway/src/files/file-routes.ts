// `/v1/files`: upload, list, look, read, delete.

import { rm } from 'node:fs/promises'
import type { Accounts } from '../accounts/index.ts'
import { counted } from '../accounts/index.ts'
import { type Call, type HttpAnswer, jsonAnswer, type Pieces } from '../http/call.ts'
import type { Routes } from '../http/routes.ts'
import { Refused } from '../openai-error.ts'
import { fileObject } from './file-record.ts'
import type { FileStore } from './file-store.ts'
import { listQuery, pageOf } from './page.ts'
import { receive, type Upload } from './upload.ts'

const PATH = '/v1/files'
/** Uploads under way at once; each writes to disk. */
const MOST_UPLOADS = 8
const PAGE = { most: 10_000, usual: 10_000 }
const SHORTEST_LIFE_S = 3_600
const LONGEST_LIFE_S = 2_592_000

/** @throws Refused 400 for another purpose than `batch`: no other file is of use here. */
function checkPurpose({ fields }: Upload): void {
  if (fields.get('purpose') === 'batch') return
  throw new Refused(400, 'invalid_value', '"purpose" must be "batch".', 'purpose')
}

/** Seconds. @throws Refused 400. */
function lifeOf({ fields }: Upload): number | undefined {
  const [anchor, text] = [fields.get('expires_after[anchor]'), fields.get('expires_after[seconds]')]
  if (anchor === undefined && text === undefined) return undefined
  const seconds = Number(text)
  const valid = Number.isInteger(seconds) && seconds >= SHORTEST_LIFE_S && seconds <= LONGEST_LIFE_S
  if (anchor === 'created_at' && valid) return seconds
  throw new Refused(
    400,
    'invalid_value',
    `"expires_after": anchor "created_at", and ${SHORTEST_LIFE_S} to ${LONGEST_LIFE_S} seconds.`,
    'expires_after',
  )
}

/** Opened when somebody reads: of HEAD nobody does. */
function opened(open: () => AsyncIterable<Uint8Array>): Pieces {
  let reading: AsyncIterator<Uint8Array> | undefined
  return {
    async next() {
      reading ??= open()[Symbol.asyncIterator]()
      const { done, value } = await reading.next()
      return done ? undefined : value
    },
    cancel() {
      void reading?.return?.()
    },
  }
}

export function addFiles(routes: Routes<Call>, files: FileStore, accounts: Accounts): void {
  let uploads = 0

  const upload = async (
    { arrival, caller }: Call,
    _: string,
    headers: Record<string, string>,
  ): Promise<HttpAnswer> => {
    if (uploads >= MOST_UPLOADS)
      throw new Refused(
        503,
        'busy',
        `More than ${MOST_UPLOADS} uploads are under way. Try again in a second.`,
      )
    const announced = Number(arrival.header('content-length') ?? 0)
    if (announced > files.limits.file + 100_000)
      throw new Refused(
        413,
        'file_too_large',
        `The file is larger than ${files.limits.file >> 20} MB.`,
        'file',
      )
    const path = files.place(caller.id)
    uploads++
    try {
      const received = await receive(arrival, path, files.limits.file)
      checkPurpose(received)
      const kept = await files.keep(path, {
        caller: caller.id,
        filename: received.filename,
        purpose: 'batch',
        expiresAfter: lifeOf(received),
      })
      return jsonAnswer(fileObject(kept), 200, headers)
    } finally {
      uploads--
      await rm(path, { force: true })
    }
  }

  const add = (method: string, path: string, work: typeof upload): void =>
    routes.add(method, path, async (call, id) => work(call, id, await counted(accounts, call.caller, PATH)))

  add('POST', PATH, upload)
  add('GET', PATH, async ({ arrival: { query }, caller }, _, headers) => {
    const all = files.list(caller.id, query.get('purpose') ?? undefined).map(fileObject)
    return jsonAnswer(pageOf(all, listQuery(Object.fromEntries(query), PAGE)), 200, headers)
  })
  add('GET', `${PATH}/:id`, async ({ caller }, id, headers) =>
    jsonAnswer(fileObject(files.get(caller.id, id)), 200, headers),
  )
  add('GET', `${PATH}/:id/content`, async ({ caller }, asked, headers) => {
    const { id, bytes } = files.get(caller.id, asked)
    return {
      status: 200,
      headers: {
        ...headers,
        'content-type': 'application/octet-stream',
        'content-length': String(bytes),
        'content-disposition': 'attachment',
        'x-content-type-options': 'nosniff',
      },
      body: opened(() => files.read(caller.id, id)),
    }
  })
  add('DELETE', `${PATH}/:id`, async ({ caller }, id, headers) => {
    await files.remove(caller.id, id)
    return jsonAnswer({ id, object: 'file', deleted: true }, 200, headers)
  })
}
