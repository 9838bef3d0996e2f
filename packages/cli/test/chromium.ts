// Chromium for tests, without a window: playwright-core lives among the test peers, with their own lockfile.
import { createRequire } from 'node:module'
import { findChromium } from '@taonet/explorer/drive'

export interface Page {
  goto(url: string): Promise<unknown>
  evaluate<A, T>(work: (given: A) => Promise<T>, given: A): Promise<T>
  close(): Promise<void>
}
export interface Browser {
  newPage(): Promise<Page>
  close(): Promise<void>
}
interface Playwright {
  readonly chromium: {
    launch(options: { executablePath: string; args: readonly string[] }): Promise<Browser>
  }
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function playwright(): Playwright {
  const require = createRequire(new URL('../../../peers/package.json', import.meta.url))
  return require('playwright-core')
}

/** `names` resolve to this machine, as a name server of somebody's own would have it. Throws when there is no Chromium. */
export function launchChromium(names: readonly string[]): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium: set CHROMIUM, or put it on PATH')
  const rules = names.map(name => `MAP ${name} 127.0.0.1`).join(', ')
  return playwright().chromium.launch({ executablePath, args: [...FLAGS, `--host-resolver-rules=${rules}`] })
}
