// Files and batches as a client asks for them: their routes alone, with accounts in a folder of their own.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { createKey, Limits, type NewKey, ORDINARY_SCOPES, openAccounts } from '../../src/accounts/index.ts'
import { addBatches, Batches, type BatchesOptions } from '../../src/batches/index.ts'
import { addFiles, type FileLimits, FileStore } from '../../src/files/index.ts'
import type { Arrival, Call, HttpAnswer } from '../../src/http/call.ts'
import { Routes } from '../../src/http/routes.ts'
import { errorAnswer, refusalOf } from '../../src/openai-error.ts'
import { InFlight, RequestNotes } from '../../src/request-notes.ts'
import { overWeb } from '../over-web.ts'

const ending: (() => Promise<void> | void)[] = []
after(async () => {
  for (const end of ending.reverse()) await end()
})

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'taonet-files-'))
  ending.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export type Body = NonNullable<RequestInit['body']>
export type House = Awaited<ReturnType<typeof house>>
export type HouseOptions = Partial<BatchesOptions> & {
  readonly folder?: string
  readonly limits?: FileLimits
}

/** Everything of a gateway that files and batches need; may be closed and opened again in the same folder. */
export async function house({ folder = newFolder(), limits, ...rest }: HouseOptions = {}) {
  const accounts = await openAccounts({ folder })
  const clock = rest.now ? { now: rest.now } : {}
  const files = new FileStore(join(folder, 'files'), { ...(limits ? { limits } : {}), ...clock })
  const batches = new Batches({
    folder: join(folder, 'batches'),
    files,
    callerOf: id => accounts.callerOf(id),
    run: async () => ({ status: 200, body: {} }),
    pause: 1,
    ...rest,
  })
  const routes = new Routes<Call>()
  addFiles(routes, files, accounts)
  addBatches(routes, batches, accounts)
  const desk = {
    metrics: { request: () => undefined },
    level: { request: () => undefined },
    deadline: 60_000,
    inFlight: new InFlight(),
    draining: new AbortController().signal,
  }
  const ask = overWeb(async (arrival: Arrival): Promise<HttpAnswer> => {
    try {
      const caller = await accounts.identify(arrival.header('authorization'), { loopback: true })
      const route = routes.find(arrival.method, arrival.path)
      assert.ok(route, `${arrival.method} ${arrival.path}`)
      return await route.handler({ arrival, notes: new RequestNotes(arrival, desk), caller }, route.id)
    } catch (thrown) {
      return errorAnswer(refusalOf(thrown))
    }
  })
  let open = true
  const close = async (): Promise<void> => {
    if (!open) return
    open = false
    await batches.close()
    files.close()
    await accounts.close()
  }
  ending.push(close)
  return {
    folder,
    accounts,
    files,
    batches,
    close,
    async bearer(key: Partial<NewKey> = {}): Promise<string> {
      const made = await createKey(
        accounts.sql,
        {
          name: 'k',
          scopes: ORDINARY_SCOPES,
          policy: 'standard',
          shareCache: false,
          keepWords: false,
          limits: Limits.parse({}),
          expires: undefined,
          ...key,
        },
        Date.now(),
      )
      return `Bearer ${made.secret}`
    },
    async send(method: string, path: string, body?: Body | object, authorization?: string) {
      const isForm = body instanceof FormData || typeof body === 'string' || body instanceof ReadableStream
      return ask(`http://localhost${path}`, {
        method,
        headers: {
          ...(authorization === undefined ? {} : { authorization }),
          ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      })
    },
  }
}

export function form(
  content: string | Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
): FormData {
  const data = new FormData()
  data.set('file', new Blob([content]), 'in.jsonl')
  for (const [name, value] of Object.entries({ purpose: 'batch', ...fields })) data.set(name, value)
  return data
}

export async function json(response: Response) {
  return JSON.parse(await response.text())
}

export async function errorOf(response: Response): Promise<readonly unknown[]> {
  const { error } = await json(response)
  return [response.status, error.code, error.param]
}
