// `/v1/files`: upload, list, look, read, delete.

import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import type { Accounts } from '../accounts/index.ts'
import { counted } from '../accounts/index.ts'
import { Refused } from '../openai-error.ts'
import type { Env } from '../serving.ts'
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

export function fileRoutes(files: FileStore, accounts: Accounts): Hono<Env> {
  const app = new Hono<Env>()
  let uploads = 0

  const upload = async (context: Context<Env>): Promise<Response> => {
    const caller = context.get('caller')
    const headers = await counted(accounts, caller, PATH)
    if (uploads >= MOST_UPLOADS)
      throw new Refused(
        503,
        'busy',
        `More than ${MOST_UPLOADS} uploads are under way. Try again in a second.`,
      )
    const announced = Number(context.req.header('content-length') ?? 0)
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
      const received = await receive(context.req.raw, path, files.limits.file)
      checkPurpose(received)
      const kept = await files.keep(path, {
        caller: caller.id,
        filename: received.filename,
        purpose: 'batch',
        expiresAfter: lifeOf(received),
      })
      return context.json(fileObject(kept), 200, headers)
    } finally {
      uploads--
      await rm(path, { force: true })
    }
  }

  app.post('/', upload)
  app.get('/', async context => {
    const caller = context.get('caller')
    const headers = await counted(accounts, caller, PATH)
    const all = files.list(caller.id, context.req.query('purpose')).map(fileObject)
    return context.json(pageOf(all, listQuery(context.req.query(), PAGE)), 200, headers)
  })
  app.get('/:id', async context => {
    const caller = context.get('caller')
    const headers = await counted(accounts, caller, PATH)
    return context.json(fileObject(files.get(caller.id, context.req.param('id'))), 200, headers)
  })
  app.get('/:id/content', async context => {
    const caller = context.get('caller')
    const headers = await counted(accounts, caller, PATH)
    const { id, bytes } = files.get(caller.id, context.req.param('id'))
    // Nobody reads the body of an answer to HEAD, or closes its file.
    const wantsBody = context.req.method !== 'HEAD'
    const body = wantsBody ? Readable.toWeb(Readable.from(files.read(caller.id, id))) : null
    return new Response(body, {
      headers: {
        ...headers,
        'content-type': 'application/octet-stream',
        'content-length': String(bytes),
        'content-disposition': 'attachment',
        'x-content-type-options': 'nosniff',
      },
    })
  })
  app.delete('/:id', async context => {
    const caller = context.get('caller')
    const headers = await counted(accounts, caller, PATH)
    const id = context.req.param('id')
    await files.remove(caller.id, id)
    return context.json({ id, object: 'file', deleted: true }, 200, headers)
  })
  return app
}
