// Drives the page in Chromium as a person would, at desktop and phone width, and says what was seen. Whoever runs the network
// calls it with the gateway's address and asserts on the answer.
import { accessSync, constants, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

/** The part of playwright-core that is used here; it lives among the test peers, with their own lockfile. */
interface Page {
  goto(url: string): Promise<unknown>
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void
  on(event: 'pageerror', listener: (error: Error) => void): void
  on(event: 'request', listener: (request: { url(): string }) => void): void
  fill(selector: string, text: string): Promise<void>
  press(selector: string, key: string): Promise<void>
  textContent(selector: string, options?: { timeout: number }): Promise<string | null>
  waitForSelector(selector: string, options: { timeout: number }): Promise<unknown>
  getAttribute(selector: string, name: string): Promise<string | null>
  locator(selector: string): { count(): Promise<number>; allTextContents(): Promise<string[]> }
  evaluate<T>(read: () => T): Promise<T>
  screenshot(options: { path: string; fullPage: boolean }): Promise<unknown>
  close(): Promise<void>
}
interface Browser {
  newPage(options: {
    viewport: { width: number; height: number }
    colorScheme: 'light' | 'dark'
  }): Promise<Page>
  close(): Promise<void>
}
interface Playwright {
  readonly chromium: {
    launch(options: { executablePath: string; args: readonly string[] }): Promise<Browser>
  }
}

export interface Seen {
  /** `desktop`, `phone`, … */
  readonly name: string
  readonly width: number
  readonly firstBlock: number
  /** At least two above the first. */
  readonly laterBlock: number
  readonly subnets: number
  readonly neurons: number
  readonly answer: string
  /** Who answered, how fast, ranked at which block. */
  readonly credits: string
  /** Pixels that the page is wider than its window; 0 when nothing sticks out. */
  readonly overflow: number
  readonly screenshot: string
}

export interface Drive {
  readonly seen: readonly Seen[]
  /** What the page complained about in the console, and requests to anybody but the gateway. */
  readonly problems: readonly string[]
}

export interface DriveOptions {
  /** One that the running models answer. */
  readonly question?: string
  /** Milliseconds for each thing waited for. */
  readonly patience?: number
}

const VIEWS = [
  { name: 'desktop', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
] as const

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** CHROMIUM, or the first of Debian's and Google's names on PATH; undefined when there is none. */
export function findChromium(): string | undefined {
  if (process.env.CHROMIUM !== undefined) return process.env.CHROMIUM
  const folders = (process.env.PATH ?? '').split(delimiter)
  return ['chromium', 'chromium-browser', 'google-chrome']
    .flatMap(name => folders.map(folder => join(folder, name)))
    .find(path => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

function playwright(): Playwright {
  const require = createRequire(new URL('../../../peers/package.json', import.meta.url))
  return require('playwright-core')
}

/** The block the page shows, once it is at least `least`. Throws after `timeout` milliseconds. */
async function blockFrom(page: Page, least: number, timeout: number): Promise<number> {
  for (const end = Date.now() + timeout; Date.now() < end; ) {
    const shown = await page.getAttribute('#block-number', 'data-number')
    if (shown !== null && Number(shown) >= least) return Number(shown)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`the page did not show block ${least} within ${timeout} ms`)
}

async function look(
  page: Page,
  view: (typeof VIEWS)[number],
  screenshot: string,
  question: string,
  timeout: number,
): Promise<Seen> {
  const firstBlock = await blockFrom(page, 1, timeout)
  await page.waitForSelector('.neurons tbody th', { timeout })
  await page.fill('#question', question)
  await page.press('#question', 'Enter')
  await page.waitForSelector('.turn[data-state="done"] .credits, .trouble', { timeout })
  const [trouble] = await page.locator('.trouble').allTextContents()
  if (trouble !== undefined) throw new Error(`the page got no answer: ${trouble}`)
  // The question that was just answered shows among the gateway's times.
  await page.waitForSelector('.times tbody tr', { timeout })
  const laterBlock = await blockFrom(page, firstBlock + 2, timeout)
  await page.screenshot({ path: screenshot, fullPage: true })
  return {
    name: view.name,
    width: view.viewport.width,
    firstBlock,
    laterBlock,
    subnets: await page.locator('button.card').count(),
    neurons: await page.locator('.neurons tbody th').count(),
    answer: (await page.textContent('.turn .answer', { timeout })) ?? '',
    credits: (await page.textContent('.turn .credits', { timeout })) ?? '',
    overflow: await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    screenshot,
  }
}

/**
 * Opens the page at every width, watches blocks advance, asks one question and reads the answer. Screenshots go to `outDir`.
 * Throws when something does not appear in time, when no answer comes, and when there is no Chromium.
 */
export async function driveExplorer(url: string, outDir: string, options: DriveOptions = {}): Promise<Drive> {
  const { question = 'What is 12 + 9?', patience = 60_000 } = options
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium: set CHROMIUM, or put it on PATH')
  mkdirSync(outDir, { recursive: true })
  const browser = await playwright().chromium.launch({ executablePath, args: FLAGS })
  const problems: string[] = []
  const seen: Seen[] = []
  const { host } = new URL(url)
  try {
    for (const view of VIEWS) {
      const page = await browser.newPage(view)
      page.on('console', message => {
        if (message.type() === 'error') problems.push(`${view.name}: ${message.text()}`)
      })
      page.on('pageerror', error => problems.push(`${view.name}: ${error.message}`))
      page.on('request', request => {
        const asked = new URL(request.url())
        if (asked.protocol !== 'data:' && asked.host !== host)
          problems.push(`${view.name}: asked ${asked.href}`)
      })
      await page.goto(url)
      seen.push(await look(page, view, join(outDir, `explorer-${view.name}.png`), question, patience))
      await page.close()
    }
  } finally {
    await browser.close()
  }
  return { seen, problems }
}
