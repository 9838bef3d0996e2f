/** Opens the models of this machine: what is here serves at once, downloads arrive beside it. */
import { access, mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  cacheDirectory,
  cachedWeights,
  cachePath,
  cataloguedFile,
  type WeightFile,
  weightFile,
} from './cache.ts'
import { type Catalogued, catalogue } from './catalogue.ts'
import { download } from './download.ts'
import { fetchCatalogued } from './fetch.ts'
import { findServers, modelsAt } from './find-servers.ts'
import { type HostProcess, hostProcess } from './host/host-process.ts'
import { type HostedText, hostedEmbedding, hostedText } from './host/hosted.ts'
import type { EmbeddingModel, ModelCard, TextModel } from './model.ts'
import { NetError } from './net-error.ts'
import { ownEmbeddingCard, ownTextWeights } from './own-weights.ts'

export interface ProgressEvent {
  /** The model or source this is about. */
  readonly model: string
  /** One line for people. */
  readonly message: string
  /** Bytes so far and in all, while a download runs. */
  readonly received?: number
  readonly total?: number
}

export interface OpenOptions {
  readonly dataDir: string
  /** Every source but the repository is left alone; `TAONET_OFFLINE=1` says the same. */
  readonly offline?: boolean
  /** Names of special terms that the operator accepts, such as `gemma`. */
  readonly acceptLicenses?: readonly string[]
  /** Paths of GGUF files, URLs of such files, or bases of OpenAI-compatible servers (`http://…`). */
  readonly extra?: readonly string[]
  readonly onProgress?: (line: ProgressEvent) => void
  /** Called for a model that arrived after `openModels` resolved. */
  readonly onModel?: (card: ModelCard) => void
}

export interface Models {
  /** Models the operator named first, then running servers, the cache, and our own. Grows as downloads arrive. */
  readonly text: readonly TextModel[]
  readonly embedding: readonly EmbeddingModel[]
  /** Gives up downloads, lets the hosts finish what runs, and ends them. */
  close(): Promise<void>
}

/**
 * Resolves as soon as the models on this machine serve. Throws NetError: `not_found` for a path in `extra` that is no
 * file, `unavailable` for a server in `extra` that does not answer or when not even our own weights can be run.
 */
export async function openModels(options: OpenOptions): Promise<Models> {
  const offline = options.offline ?? process.env.TAONET_OFFLINE === '1'
  const note = (model: string, message: string) => options.onProgress?.({ model, message })
  const directory = cacheDirectory(options.dataDir)
  const extra = sortExtra(options.extra ?? [])
  const textHost = startHost('text-host')
  const embeddingHost = startHost('embedding-host')
  const stop = new AbortController()
  const text: TextModel[] = []
  let downloads: Promise<unknown> = Promise.resolve()

  const close = async () => {
    stop.abort()
    await Promise.all([textHost.close(), embeddingHost.close(), downloads])
  }

  try {
    const [named, servers, cached, own, embedding] = await Promise.all([
      Promise.all(extra.paths.map(path => weightFile(path, 'you named it'))),
      offline
        ? []
        : Promise.all([findServers(), ...extra.servers.map(namedServer)]).then(found => found.flat()),
      offline ? [] : cachedWeights(directory).catch(unusable(directory, note)),
      ownTextWeights(),
      openEmbedding(embeddingHost),
    ])
    for (const model of servers) note(model.card.id, model.card.why)
    const hosted = await loadAll(textHost, [...named, ...cached, ...own], note)
    text.push(...hosted.slice(0, named.length), ...servers, ...hosted.slice(named.length))
    if (text.length === 0) {
      throw new NetError('unavailable', 'no text model could be loaded', {
        hint: 'see the lines above for the reason',
      })
    }
    if (!offline) {
      const wanted = missing(cached, options.acceptLicenses ?? [], note)
      downloads = fetchBeside(
        { directory, wanted, urls: extra.files, options, signal: stop.signal },
        async file => {
          const model = await loadText(textHost, file)
          text.push(model)
          options.onModel?.(model.card)
        },
      )
    }
    return { text, embedding: [embedding], close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A cache that cannot be read or made costs the models in it, not the start. */
const unusable = (directory: string, note: (model: string, message: string) => void) => (cause: unknown) => {
  note(directory, `the model cache cannot be used: ${NetError.from(cause, 'unavailable').message}`)
  return []
}

/** `nice` lowers the host's priority (0 = as high as this process). */
export function startHost(name: string, nice = 0): HostProcess {
  // Sources run as .ts, the packed package as .js: a sibling has the ending this file has.
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return hostProcess({ entry: new URL(`./host/${name}.${ending}`, import.meta.url), name, nice })
}

async function openEmbedding(host: HostProcess): Promise<EmbeddingModel> {
  const card = await ownEmbeddingCard()
  const { dimensions } = await host.load(card.id, '')
  return hostedEmbedding(host, dimensions === undefined ? card : { ...card, dimensions })
}

/** The model of a file, loaded into the host. */
export async function loadText(host: HostProcess, { path, card }: WeightFile): Promise<HostedText> {
  const { contextLength } = await host.load(card.id, path)
  return hostedText(host, contextLength === undefined ? card : { ...card, contextLength })
}

/** Loads what can be loaded; a file that cannot is reported and left out. Two files of one name: the first counts. */
async function loadAll(
  host: HostProcess,
  files: readonly WeightFile[],
  note: (model: string, message: string) => void,
): Promise<TextModel[]> {
  const byId = new Map(files.toReversed().map(file => [file.card.id, file]))
  const distinct = files.filter(file => byId.get(file.card.id) === file)
  const loaded = await Promise.all(
    distinct.map(file =>
      loadText(host, file).catch((error: unknown) => {
        note(file.card.id, NetError.from(error, 'unavailable').message)
        return undefined
      }),
    ),
  )
  return loaded.filter(model => model !== undefined)
}

function sortExtra(extra: readonly string[]) {
  const urls = extra.filter(name => /^https?:/.test(name))
  const files = urls.filter(url => new URL(url).pathname.endsWith('.gguf'))
  return {
    paths: extra.filter(name => !urls.includes(name)),
    files,
    servers: urls.filter(url => !files.includes(url)),
  }
}

async function namedServer(url: string): Promise<TextModel[]> {
  const root = url.replace(/\/+$/, '')
  const models = await modelsAt(root.endsWith('/v1') ? root : `${root}/v1`, 'you named its server')
  if (models.length > 0) return models
  throw new NetError('unavailable', `no model server answers at ${url}`, {
    hint: 'it must list chat models at /v1/models and must not be a taonet gateway',
  })
}

/** Catalogued models that are not in the cache and whose terms allow fetching them. */
function missing(
  cached: readonly WeightFile[],
  accepted: readonly string[],
  note: (model: string, message: string) => void,
): Catalogued[] {
  return catalogue.filter(entry => {
    if (cached.some(({ card }) => card.id === entry.id)) return false
    if (!entry.askFirst || accepted.includes(entry.license)) return true
    note(entry.id, `${entry.name} has special terms; --accept-license ${entry.license} fetches it`)
    return false
  })
}

interface Errands {
  readonly directory: string
  readonly wanted: readonly Catalogued[]
  readonly urls: readonly string[]
  readonly options: OpenOptions
  readonly signal: AbortSignal
}

/** Fetches one file after the other; a failure is a progress line, never an error. */
async function fetchBeside(errands: Errands, arrived: (file: WeightFile) => Promise<void>): Promise<void> {
  const { directory, wanted, urls, signal } = errands
  const tell = (model: string) => (line: Omit<ProgressEvent, 'model'>) =>
    errands.options.onProgress?.({ model, ...line })
  const jobs = [
    ...urls.map(url => ({
      name: basename(new URL(url).pathname),
      get: () => fetchUrl(url, directory, errands),
    })),
    ...wanted.map(entry => ({
      name: entry.id,
      async get() {
        const path = cachePath(directory, entry)
        const source = await fetchCatalogued(entry, path, signal, tell(entry.id))
        return cataloguedFile(entry, path, `downloaded from ${source}`)
      },
    })),
  ]
  for (const { name, get } of jobs) {
    if (signal.aborted) return
    try {
      await arrived(await get())
    } catch (thrown) {
      if (signal.aborted) return
      const { message, hint } = NetError.from(thrown, 'unavailable')
      tell(name)({ message: `not available: ${message}${hint === '' ? '' : ` (${hint})`}` })
    }
  }
}

async function fetchUrl(url: string, directory: string, errands: Errands): Promise<WeightFile> {
  await mkdir(directory, { recursive: true })
  const name = basename(new URL(url).pathname)
  const path = join(directory, name)
  const here = await access(path).then(
    () => true,
    () => false,
  )
  if (!here) {
    await download(url, path, {
      signal: errands.signal,
      onBytes: (received, total) =>
        errands.options.onProgress?.({
          model: name,
          message: 'downloading',
          received,
          ...(total === undefined ? {} : { total }),
        }),
    })
  }
  return weightFile(path, 'you named it')
}
