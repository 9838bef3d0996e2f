// `npm run pack`: one tarball that installs and runs as plain JavaScript, since Node does not strip types under node_modules.
// Our workspaces travel inside it; everything else is an ordinary dependency at the version we test with.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { read, root, sources, type Workspace, workspaces } from './house.ts'
import { run } from './run.ts'

const stage = join(root, 'dist', 'package')

interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

const manifestOf = (workspace: Workspace): Manifest => JSON.parse(read(`packages/${workspace}/package.json`))
const toJs = (path: string): string => path.replace(/\.tsx?$/, '.js')

/** Specifiers of our own files name what is published. */
const renamed = (code: string): string =>
  code.replace(/((?:from|import)\s*\(?\s*['"])(\.[^'"]+)\.ts(['"])/g, '$1$2.js$3')

function write(target: string, code: string): void {
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, code)
}

/** Types gone; nothing else moves, so that stack traces keep their lines. Beside it what the compiler says of the types. */
function emit(workspace: Workspace, source: string, into: string): void {
  const inside = source.slice(`packages/${workspace}/`.length).replace(/\.ts$/, '')
  write(join(into, `${inside}.js`), renamed(stripTypeScriptTypes(read(source), { mode: 'strip' })))
  if (workspace === 'cli') return
  write(join(into, `${inside}.d.ts`), renamed(read(join('.build', workspace, `${inside}.d.ts`))))
}

/** Files that are not code and that the code reads: weights, grammars, the built page. */
const DATA: Readonly<Partial<Record<Workspace, readonly string[]>>> = {
  models: ['weights'],
  safety: ['weights'],
  explorer: ['dist'],
}

/** Sources, and modules beside them that an entry names. */
function codeOf(workspace: Workspace): readonly string[] {
  const beside = Object.values(manifestOf(workspace).exports ?? {}).filter(
    path => !path.startsWith('./src/') && !path.startsWith('./test/'),
  )
  return [...sources(`packages/${workspace}/src`), ...beside.map(path => join('packages', workspace, path))]
}

function stageWorkspace(workspace: Workspace, into: string): void {
  for (const file of codeOf(workspace)) if (file.endsWith('.ts')) emit(workspace, file, into)
  for (const folder of DATA[workspace] ?? []) {
    const from = join(root, 'packages', workspace, folder)
    if (existsSync(from)) cpSync(from, join(into, folder), { recursive: true })
  }
  const { name, version, exports = {}, dependencies = {} } = manifestOf(workspace)
  const published = Object.fromEntries(
    Object.entries(exports)
      .filter(([, path]) => !path.startsWith('./test/'))
      .map(([entry, path]) => [entry, { types: path.replace(/\.ts$/, '.d.ts'), default: toJs(path) }]),
  )
  writeFileSync(
    join(into, 'package.json'),
    JSON.stringify(
      { name, version, license: 'Apache-2.0', type: 'module', exports: published, dependencies },
      null,
      2,
    ),
  )
}

function outsideDependencies(): Record<string, string> {
  const all = workspaces
    .filter(name => name !== 'explorer')
    .flatMap(name => Object.entries(manifestOf(name).dependencies ?? {}))
  return Object.fromEntries(
    all.filter(([name]) => !name.startsWith('@taonet/')).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

if ((await run('tsc', ['-b'], { cwd: root })) !== 0) process.exit(1)
rmSync(stage, { recursive: true, force: true })
for (const workspace of workspaces) {
  if (workspace === 'cli') stageWorkspace('cli', stage)
  else stageWorkspace(workspace, join(stage, 'node_modules', '@taonet', workspace))
}
cpSync(join(root, 'packages', 'cli', 'bin'), join(stage, 'bin'), { recursive: true })
for (const file of ['README.md', 'LICENSE']) cpSync(join(root, file), join(stage, file))
const rootManifest = JSON.parse(read('package.json'))
writeFileSync(
  join(stage, 'package.json'),
  JSON.stringify(
    {
      name: 'taonet',
      version: manifestOf('cli').version,
      description:
        'A decentralised machine-intelligence network: chain, miners, validators, gateway, explorer',
      license: 'Apache-2.0',
      type: 'module',
      bin: { taonet: 'bin/taonet.js' },
      dependencies: {
        ...outsideDependencies(),
        ...Object.fromEntries(
          workspaces
            .filter(name => name !== 'cli')
            .map(name => [`@taonet/${name}`, manifestOf(name).version]),
        ),
      },
      bundleDependencies: workspaces.filter(name => name !== 'cli').map(name => `@taonet/${name}`),
      optionalDependencies: rootManifest.optionalDependencies,
    },
    null,
    2,
  ),
)
if ((await run('npm', ['pack', '--pack-destination', join(root, 'dist')], { cwd: stage })) !== 0)
  process.exitCode = 1
else
  console.log(
    `packed into dist/taonet-${JSON.parse(readFileSync(join(stage, 'package.json'), 'utf8')).version}.tgz`,
  )
