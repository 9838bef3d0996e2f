// The gateway's routes, behind the guards that every request passes, and the explorer's page.
import { Hono } from 'hono'
import { Batches, batchRoutes, linesBy } from './batches/index.ts'
import { identified } from './callers.ts'
import { explorerFile } from './explorer-files.ts'
import { fileRoutes } from './files/index.ts'
import { type HouseConfig, houseOf } from './house.ts'
import { noRoute } from './no-route.ts'
import { onceOnly } from './once-only.ts'
import { originGuard } from './origin.ts'
import { failed, noted } from './request-notes.ts'
import { addAbout } from './routes/about.ts'
import { addWork } from './routes/work.ts'
import type { Env } from './serving.ts'

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
  readonly routes: Hono<Env>
  /** Stops the batches where they are; they go on with the next start. */
  close(): Promise<void>
}

export function createApp(config: AppConfig): App {
  const { host, explorerDir, rpcUrl, cors = [] } = config
  const house = houseOf(config)
  const { serving, inFlight, draining } = house
  const app = new Hono<Env>()
  app.use('/v1/*', noted(serving, inFlight, draining))
  app.use(originGuard({ loopback: isLoopback(host), cors }))
  app.use('/v1/*', identified(serving.accounts))
  app.use('/v1/*', onceOnly())
  addAbout(app, house, rpcUrl)
  addWork(app, serving)
  const { files, batchFolder } = config.state
  const batches = new Batches({
    folder: batchFolder,
    files,
    run: linesBy((request, env) => app.fetch(request, env)),
    callerOf: id => serving.accounts.callerOf(id),
    onTrouble: thrown => serving.logger?.error({ err: thrown }, 'a batch is not written now'),
  })
  app.route('/v1/files', fileRoutes(files, serving.accounts))
  app.route('/v1/batches', batchRoutes(batches, serving.accounts))
  app.get('*', async (context, next) => {
    if (explorerDir === undefined) return next()
    return (await explorerFile(explorerDir, context.req.path, rpcUrl)) ?? next()
  })
  app.notFound(noRoute(app))
  app.onError((thrown, context) => failed(thrown, context, serving))
  return { routes: app, close: () => batches.close() }
}
