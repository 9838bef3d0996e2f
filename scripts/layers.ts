// The layer rule: a workspace imports only what the house's edges reach, only through published entries, and only what its
// package.json declares.
import { existsSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, relative } from 'node:path'
import {
  besidesInTests,
  edges,
  nodeOnly,
  reachable,
  read,
  root,
  sources,
  type Workspace,
  workspaces,
} from './house.ts'

const IMPORT =
  /^(?:import|export)\b[^'"]*?\bfrom\s+['"]([^'"\n]+)['"]|^import\s+['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/gm

function specifiers(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(IMPORT)].map(match => match[1] ?? match[2] ?? match[3] ?? '')
}

function declared(workspace: Workspace): Set<string> {
  const manifest = JSON.parse(read(`packages/${workspace}/package.json`))
  return new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }))
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

function ofOurs(from: Workspace, specifier: string, isTest: boolean): string | undefined {
  const entry = specifier.slice('@taonet/'.length)
  const [name = '', sub] = entry.split('/')
  if (!(name in edges)) return `${specifier}: no such workspace`
  const restricted = nodeOnly[entry]
  if (restricted && !restricted.includes(from) && !isTest)
    return `${specifier}: only ${restricted.join(', ')} may import it`
  const allowed = reachable(from)
  if (isTest && besidesInTests[from]?.some(one => one === name)) return undefined
  if (name === from || allowed.has(name) || (sub !== undefined && allowed.has(entry))) return undefined
  return `${specifier}: ${from} may reach ${[...allowed].join(', ') || 'nothing of ours'}`
}

function problem(
  from: Workspace,
  file: string,
  specifier: string,
  dependencies: Set<string>,
): string | undefined {
  const isTest = /\/(test|bench|reference)\//.test(file)
  if (specifier.startsWith('.')) {
    const target = relative(root, join(root, dirname(file), specifier))
    const own = target.startsWith(`packages/${from}/`)
    return own || (isTest && !target.startsWith('packages/'))
      ? undefined
      : `${specifier}: reaches outside the workspace`
  }
  if (specifier.startsWith('@taonet/')) return ofOurs(from, specifier, isTest)
  if (isBuiltin(specifier))
    return ['wire', 'runtime', 'explorer'].includes(from) && !isTest && !isNodeEntry(file)
      ? `${specifier}: ${from} runs where there is no Node`
      : undefined
  if (isTest) return undefined
  const name = packageOf(specifier)
  return dependencies.has(name) ? undefined : `${specifier}: ${name} is not in packages/${from}/package.json`
}

// wire's ./node entry and the modules only it reaches, and the script that builds the page.
const isNodeEntry = (file: string): boolean =>
  /packages\/(wire\/src\/(node|verifier|verify-worker|verify-batch|fast-sr25519|sr25519-wasm|node-[\w-]+)|explorer\/build)\.ts$/.test(
    file,
  )

export function layerProblems(): string[] {
  return workspaces.flatMap(from => {
    const dependencies = declared(from)
    return sources(`packages/${from}`)
      .filter(file => existsSync(join(root, file)))
      .flatMap(file =>
        specifiers(read(file)).flatMap(specifier => {
          const found = problem(from, file, specifier, dependencies)
          return found ? [`${file} imports ${found}`] : []
        }),
      )
  })
}
