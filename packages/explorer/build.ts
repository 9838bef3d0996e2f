// Builds the page, when its sources changed, into `dist`. Files are written so that a gateway may go on serving from there:
// hashed assets first, the page that names them next, the stamp last; what nobody names any more is removed at the end.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InlineConfig, Rollup } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const dist = join(root, 'dist')
const stampFile = join(dist, '.stamp')

/** Everything that ends up in the page: this package, and the three it reads the chain with. */
const inputs = ['.', '../client', '../runtime', '../wire'].map(folder => join(root, folder))
const named = ['index.html', 'build.ts', 'package.json', 'src', 'public']

function* filesBelow(path: string): Generator<string> {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const full = join(path, entry.name)
    if (entry.isDirectory()) yield* filesBelow(full)
    else yield full
  }
}

function* sources(): Generator<string> {
  for (const folder of inputs) {
    for (const name of named) {
      const path = join(folder, name)
      if (!existsSync(path)) continue
      if (name === 'src' || name === 'public') yield* filesBelow(path)
      else yield path
    }
  }
}

/** Changes with every byte of the sources. */
export function sourcesStamp(): string {
  const hash = createHash('sha256')
  for (const file of [...sources()].sort()) {
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

// The page's policy allows no WebAssembly, and it hashes little: the same functions, without it.
const pureHashes = join(root, 'src', 'pure-hashes.ts')

const config: InlineConfig = {
  configFile: false,
  root,
  logLevel: 'error',
  resolve: { alias: { 'hash-wasm': pureHashes, 'xxhash-wasm': pureHashes } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    write: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Fonts stay files of their own: the policy takes fonts from the gateway, not from data URLs.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
  },
}

async function bundle(): Promise<readonly (Rollup.OutputAsset | Rollup.OutputChunk)[]> {
  const { build } = await import('vite')
  const results = [await build(config)].flat()
  return results.flatMap(result => ('output' in result ? result.output : []))
}

function write(name: string, content: string | Uint8Array): void {
  const path = join(dist, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** The folder with the built page. Throws what Vite throws. */
export async function buildExplorer(): Promise<string> {
  // A packed copy brings the built page instead of its sources.
  if (!existsSync(join(root, 'index.html'))) return dist
  const stamp = sourcesStamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return dist
  const files = new Map<string, string | Uint8Array>()
  for (const file of await bundle()) files.set(file.fileName, file.type === 'chunk' ? file.code : file.source)
  for (const path of filesBelow(join(root, 'public')))
    files.set(relative(join(root, 'public'), path), readFileSync(path))
  const page = files.get('index.html')
  if (page === undefined) throw new Error('Vite made no index.html')
  for (const [name, content] of files) if (name !== 'index.html') write(name, content)
  write('index.html', page)
  write('.stamp', stamp)
  for (const path of filesBelow(dist)) {
    const name = relative(dist, path)
    if (!files.has(name) && name !== '.stamp') rmSync(path, { force: true })
  }
  return dist
}
