// The folder of a new subnet, file by file.
import { attackTest, passingTest, subnetModule } from './subnet-module.ts'

/** Packages by the name they are imported by, with the folder or version of each. */
export type Requirements = Readonly<Record<string, string>>

const readme = (name: string): string => `# Subnet ${name}

| file | |
|---|---|
| \`${name}.ts\` | the subnet: what is asked, what is answered, how it is scored; and a miner |
| \`${name}.test.ts\` | what it promises: \`npm test\` |
| \`${name}.attack.test.ts\` | an attack that works: \`npm run attack\` fails until you mend \`quality\`, and says how |

Then run it, beside \`npx taonet up\`:

\`\`\`
npx taonet subnet create ${name} --fund --yes
npx taonet miner wrap ${name}.ts --subnet ${name}.ts --netuid N --wallet miner-of-${name} --fund --yes
npx taonet validator --subnet ${name}.ts --netuid N --wallet judge-of-${name} --stake 100 --fund --yes
\`\`\`

\`N\` is what the first command prints. \`--fund\` lets //Alice pay and works on development chains only.
Nothing here has to be installed: the packages are linked to those of the \`taonet\` that wrote this folder.
After moving the folder run \`npm install\`.
`

const TSCONFIG = {
  compilerOptions: {
    target: 'es2024',
    module: 'nodenext',
    lib: ['es2024'],
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['*.ts'],
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Text by file name. */
export function subnetFiles(
  name: string,
  dependencies: Requirements,
  devDependencies: Requirements,
): Readonly<Record<string, string>> {
  return {
    [`${name}.ts`]: subnetModule(name),
    [`${name}.test.ts`]: passingTest(name),
    [`${name}.attack.test.ts`]: attackTest(name),
    'package.json': json({
      name: `subnet-${name}`,
      version: '0.1.0',
      private: true,
      type: 'module',
      scripts: {
        test: `node --test ${name}.test.ts`,
        attack: `node --test ${name}.attack.test.ts`,
        check: 'tsc',
      },
      dependencies,
      devDependencies,
    }),
    'tsconfig.json': json(TSCONFIG),
    'README.md': readme(name),
    '.gitignore': 'node_modules/\n',
  }
}
