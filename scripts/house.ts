// The house in data: which workspace may import which. ARCHITECTURE.md's drawing, the layer rule and the build order all
// come from this table.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** What each workspace imports directly; whatever is reachable through these may be imported too. */
export const edges = {
  wire: [],
  runtime: ['wire'],
  client: ['wire', 'runtime/tables'],
  node: ['runtime'],
  models: [],
  safety: ['models'],
  neuron: ['client', 'models'],
  subnets: ['neuron', 'safety'],
  gateway: ['neuron', 'safety'],
  explorer: ['client'],
  cli: ['node', 'subnets', 'gateway', 'explorer'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Workspace = keyof typeof edges
export const workspaces = Object.keys(edges) as Workspace[]

/** Entries that only some may import although the package is reachable: they need Node. */
export const nodeOnly: Readonly<Record<string, readonly Workspace[]>> = {
  'wire/node': ['node', 'neuron', 'gateway', 'cli', 'client'],
  'client/wallet-files': ['neuron', 'cli'],
}

/** What tests and benches may import besides: the real thing that the sources only speak to over a wire. */
export const besidesInTests: Readonly<Partial<Record<Workspace, readonly Workspace[]>>> = {
  client: ['node'],
  gateway: ['subnets'],
}

export const drawing = ` layer 0     layer 1      layer 2              layer 3            layer 4
 bytes       rules        hosts and access     work               faces

             ┌─ runtime ──┬── node ────────────────────────────┐
  wire ──────┤            └────────────────────────────────────┤
             └─ client ───── neuron ──────┬── subnets ─────────┼── cli
                   │          │           ├── gateway ─────────┘
                   │        models ─── safety
                   └── explorer`

/** Everything `from` may import, by the closure of the edges. A partial entry (`runtime/tables`) opens only itself. */
export function reachable(from: Workspace): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (name: string): void => {
    if (found.has(name)) return
    found.add(name)
    const whole = name.split('/')[0]
    if (whole !== undefined && whole in edges && !name.includes('/'))
      for (const next of edges[whole as Workspace]) visit(next)
  }
  for (const next of edges[from]) visit(next)
  return found
}

/** TypeScript sources below `folder`, as paths relative to the root; empty when there is no such folder. */
export function sources(folder: string): string[] {
  const found: string[] = []
  const walk = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.name === 'node_modules' || entry.name === 'dist') continue
      const full = join(path, entry.name)
      if (entry.isDirectory()) walk(full)
      else if (/\.(ts|tsx)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
        found.push(relative(root, full))
    }
  }
  const top = join(root, folder)
  if (statSync(top, { throwIfNoEntry: false })?.isDirectory()) walk(top)
  return found.sort()
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8')
