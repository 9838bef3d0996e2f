// `npm run bench`: every workspace's bench files, one after the other (the machine has two cores, and figures hate company).
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, sources, workspaces } from './house.ts'
import { run } from './run.ts'

/** Those that install other projects first run when they are named. */
const ONLY_NAMED = ['packages/gateway/bench/peers.ts']

const wanted = process.argv.slice(2)
const files = workspaces
  .flatMap(name =>
    existsSync(join(root, 'packages', name, 'bench')) ? sources(`packages/${name}/bench`) : [],
  )
  .filter(file => !/\/lib\//.test(file))
  .filter(file =>
    wanted.length === 0 ? !ONLY_NAMED.includes(file) : wanted.some(part => file.includes(part)),
  )

if (files.length === 0) {
  console.error(`no benchmark matches ${wanted.join(' ')}`)
  process.exitCode = 1
}
for (const file of files) {
  console.log(`\n— ${file}`)
  if ((await run(process.execPath, ['--disable-warning=ExperimentalWarning', file])) !== 0)
    process.exitCode = 1
}
