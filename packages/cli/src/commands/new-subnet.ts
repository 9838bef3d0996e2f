// `taonet new subnet NAME`: a folder with a subnet that runs, a test that passes and an attack that works.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { NetError } from '@taonet/wire'
import { confirmed } from '../join/confirm.ts'
import { asDependencies, linkPackages, ownPackages } from '../new/own-packages.ts'
import { subnetFiles } from '../new/subnet-files.ts'
import { bold, dim, paint, printJsonLine, say } from '../terminal.ts'

export interface NewSubnetOptions {
  /** `./NAME` when absent. */
  readonly dir?: string
  readonly yes: boolean
  readonly json: boolean
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const LONGEST_NAME = 32
/** Names under which a chain's readers expect a protocol that comes with taonet; loading those to ask them would take a second. */
const TAKEN = ['text', 'embeddings', 'vision', 'compute']

function checkName(name: string): void {
  const hint = `use lower-case letters, digits and single hyphens, at most ${LONGEST_NAME}, such as price-of-wheat`
  if (!NAME.test(name) || name.length > LONGEST_NAME)
    throw new NetError('name', `"${name}" cannot name a subnet`, hint)
  if (TAKEN.includes(name))
    throw new NetError('name', `"${name}" is a subnet that comes with taonet`, 'choose a name of its own')
}

/** @throws NetError `name`, `exists`, `no-terminal`, `cancelled`; the file system's errors. */
export async function newSubnet(name: string, options: NewSubnetOptions): Promise<void> {
  checkName(name)
  const dir = resolve(options.dir ?? name)
  const packages = ownPackages()
  const files = subnetFiles(name, asDependencies(packages.needed), asDependencies(packages.forAuthors))
  if (existsSync(dir) && readdirSync(dir).length > 0) {
    await confirmed(`${dir} is not empty. Write the subnet into it?`, options.yes)
    const there = Object.keys(files).find(file => existsSync(join(dir, file)))
    if (there !== undefined)
      throw new NetError(
        'exists',
        `${join(dir, there)} exists`,
        'nothing is overwritten: choose another --dir',
      )
  }
  mkdirSync(dir, { recursive: true })
  for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text)
  linkPackages(dir, packages)

  const next = ['npm test', 'npm run attack', `npx taonet subnet create ${name} --fund --yes`]
  if (options.json) return printJsonLine({ type: 'created', name, dir, files: Object.keys(files), next })
  const [test = '', attack = '', create = ''] = next
  say(
    `${paint('green', '✔')} ${bold(name)} in ${dir}\n
  cd ${relative(process.cwd(), dir) || '.'}
  ${test}           ${dim('# passes')}
  ${attack}     ${dim(`# fails on purpose: it says what to change in ${name}.ts`)}
  ${create}
${dim(`\nREADME.md there tells how to run its miner and validator.`)}`,
  )
}
