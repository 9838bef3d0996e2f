// Where the packages of this taonet lie, in the repository or in an installed tarball, and links to them from a new folder, so
// that what is written there runs at once and without a registry.
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a subnet imports. */
const NEEDED = ['@taonet/neuron', 'zod'] as const
/** What its author's type check needs, and the Node that strips types; a published taonet may come without. */
const FOR_AUTHORS = [
  '@types/node',
  'typescript',
  `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
]

/** Name of each package to its folder. */
export interface OwnPackages {
  readonly needed: Readonly<Record<string, string>>
  readonly forAuthors: Readonly<Record<string, string>>
}

/** The folder whose package.json has that name, above a file of the package. */
function folderOf(file: string, name: string): string {
  let folder = dirname(file)
  for (;;) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === name) return folder
    const above = dirname(folder)
    if (above === folder) throw new RangeError(`${file} is in no package ${name}`)
    folder = above
  }
}

export function ownPackages(): OwnPackages {
  const neuron = fileURLToPath(import.meta.resolve(NEEDED[0]))
  // As the package that a subnet is written for sees them: the same files, and so the same types.
  const require = createRequire(neuron)
  const zod = folderOf(require.resolve('zod'), 'zod')
  const found = FOR_AUTHORS.flatMap((name): [string, string][] => {
    try {
      return [[name, dirname(require.resolve(`${name}/package.json`))]]
    } catch {
      return []
    }
  })
  return { needed: { [NEEDED[0]]: folderOf(neuron, NEEDED[0]), zod }, forAuthors: Object.fromEntries(found) }
}

/** As package.json names folders on this machine. */
export const asDependencies = (folders: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, `file:${folder}`]))

function link(target: string, path: string, type: 'dir' | 'file'): void {
  if (existsSync(path)) return
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path, type === 'dir' && process.platform === 'win32' ? 'junction' : type)
}

/** What `npm install` would do for these folders. `npm test` finds this very Node, also on a machine with an older one. */
export function linkPackages(into: string, { needed, forAuthors }: OwnPackages): void {
  const modules = join(into, 'node_modules')
  for (const [name, folder] of Object.entries({ ...needed, ...forAuthors }))
    link(folder, join(modules, name), 'dir')
  const { typescript } = forAuthors
  if (process.platform === 'win32') return
  link(process.execPath, join(modules, '.bin', 'node'), 'file')
  if (typescript !== undefined) link(join(typescript, 'bin', 'tsc'), join(modules, '.bin', 'tsc'), 'file')
}
