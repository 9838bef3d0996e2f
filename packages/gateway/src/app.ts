// The gateway's routes, behind the guards that every request passes, and the explorer's page.
import { Idempotency } from './accounts/index.ts'
import { addBatches, Batches, linesBy } from './batches/index.ts'
import { identified } from './callers.ts'
import { explorerFile } from './explorer-files.ts'
import { addFiles } from './files/index.ts'
import { type HouseConfig, houseOf } from './house.ts'
import type { Arrival, Call, HttpAnswer } from './http/call.ts'
import { Routes } from './http/routes.ts'
import { noRoute } from './no-route.ts'
import { onceOnly } from './once-only.ts'
import { errorAnswer } from './openai-error.ts'
import { permitted, preflight } from './origin.ts'
import { failed, REQUEST_ID_HEADER, RequestNotes } from './request-notes.ts'
import { addAbout, addHealth } from './routes/about.ts'
import { addWork } from './routes/work.ts'

export interface AppConfig extends HouseConfig {
  /** 127.0.0.1 unless somebody chose otherwise. */
  readonly host: string
  /** Folder of the built explorer; absent = no page. */
  readonly explorerDir?: string
  /** WebSocket address of the chain, told to the page. */
  readonly rpcUrl: string
  /** Origins besides the gateway's own whose pages may use it. */
  readonly cors?: readonly string[]
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

export interface App {
  /** Never rejects. */
  answer(arrival: Arrival): Promise<HttpAnswer>
  /** Stops the batches where they are; they go on with the next start. */
  close(): Promise<void>
}

export function createApp(config: AppConfig): App {
  const { host, explorerDir, rpcUrl, cors = [] } = config
  const house = houseOf(config)
  const { serving, inFlight, draining } = house
  const { accounts, metrics, level, deadline, logger } = serving
  const desk = { metrics, level, deadline, inFlight, draining }
  const origins = { loopback: isLoopback(host), cors }
  const known = new Idempotency()
  const api = new Routes<Call>()
  const pages = new Routes<Arrival>()

  async function called(arrival: Arrival, notes: RequestNotes): Promise<HttpAnswer> {
    const call: Call = { arrival, notes, caller: await identified(accounts, arrival) }
    return onceOnly(known, call, async () => {
      const route = api.find(arrival.method, arrival.path)
      try {
        return route ? await route.handler(call, route.id) : noRoute(arrival, api)
      } catch (thrown) {
        return failed(thrown, arrival, notes.requestId, serving)
      }
    })
  }

  async function paged(arrival: Arrival): Promise<HttpAnswer> {
    const { method, path } = arrival
    const route = pages.find(method, path)
    if (route) return route.handler(arrival, route.id)
    const isRead = method === 'GET' || method === 'HEAD'
    const file =
      isRead && explorerDir !== undefined ? await explorerFile(explorerDir, path, rpcUrl) : undefined
    return file ?? noRoute(arrival, pages)
  }

  /** `work`, for whoever may ask for it; a page of another origin is told whether it may. */
  async function guarded(
    arrival: Arrival,
    requestId: string | undefined,
    work: () => Promise<HttpAnswer>,
  ): Promise<HttpAnswer> {
    let permission: Readonly<Record<string, string>> | undefined
    let answer: HttpAnswer
    try {
      permission = permitted(arrival, origins)
      answer = permission && arrival.method === 'OPTIONS' ? preflight(arrival) : await work()
    } catch (thrown) {
      answer = failed(thrown, arrival, requestId, serving)
    }
    if (permission) Object.assign(answer.headers, permission)
    return answer
  }

  async function answer(arrival: Arrival): Promise<HttpAnswer> {
    if (!arrival.path.startsWith('/v1/')) return guarded(arrival, undefined, () => paged(arrival))
    const notes = new RequestNotes(arrival, desk)
    const { refused, requestId } = notes
    const given = refused
      ? errorAnswer(refused)
      : await guarded(arrival, requestId, () => called(arrival, notes))
    given.headers[REQUEST_ID_HEADER] ??= requestId
    notes.status = given.status
    if (!notes.streaming) notes.done()
    return given
  }

  addHealth(pages, house, rpcUrl)
  addAbout(api, house)
  addWork(api, serving)
  const { files, batchFolder } = config.state
  const batches = new Batches({
    folder: batchFolder,
    files,
    run: linesBy(answer),
    callerOf: id => accounts.callerOf(id),
    onTrouble: thrown => logger?.error({ err: thrown }, 'a batch is not written now'),
  })
  addFiles(api, files, accounts)
  addBatches(api, batches, accounts)
  return { answer, close: () => batches.close() }
}
