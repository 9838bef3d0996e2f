// The purity rule of packages/runtime (DESIGN §3): what the compiler's missing types leave over. No clock, no randomness, no
// fraction, no asynchrony, no order that depends on the machine, no state outside the state.
import { stripTypeScriptTypes } from 'node:module'
import { type Node, parse } from 'acorn'
import { read, sources } from './house.ts'

const EXACT_MATH = new Set(['floor', 'ceil', 'trunc', 'min', 'max', 'abs', 'sign', 'imul', 'clz32'])
const FORBIDDEN = new Set([
  'Date',
  'Intl',
  'Promise',
  'setTimeout',
  'performance',
  'globalThis',
  'process',
  'console',
  'crypto',
  'eval',
  'Function',
  'WeakRef',
])

type Tree = Node & Readonly<Record<string, unknown>>
const isNode = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function* walk(node: Tree): Iterable<Tree> {
  yield node
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) yield* walk(one)
  }
}

const nameOf = (node: unknown): string =>
  isNode(node) && node.type === 'Identifier' ? String(node.name) : ''

function complaint(node: Tree): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return FORBIDDEN.has(nameOf(node)) ? `${nameOf(node)} does not exist here` : undefined
    case 'AwaitExpression':
      return 'await: reads are synchronous'
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.async === true ? 'async: reads are synchronous' : undefined
    case 'ForInStatement':
      return 'for…in: its order is not ours'
    case 'Literal':
      return typeof node.value === 'number' && !Number.isInteger(node.value)
        ? `${node.raw}: fractions are fixed point`
        : undefined
    case 'MemberExpression': {
      const property = nameOf(node.property)
      if (nameOf(node.object) === 'Math' && !EXACT_MATH.has(property)) return `Math.${property} is not exact`
      return property === 'localeCompare' || property === 'toLocaleString'
        ? `${property} depends on the machine`
        : undefined
    }
    case 'CallExpression': {
      const callee = node.callee
      const bare =
        isNode(callee) &&
        callee.type === 'MemberExpression' &&
        ['sort', 'toSorted'].includes(nameOf(callee.property))
      return bare && Array.isArray(node.arguments) && node.arguments.length === 0
        ? 'sort() without a comparator'
        : undefined
    }
    default:
      return undefined
  }
}

function moduleState(program: Tree): string[] {
  const body = Array.isArray(program.body) ? program.body.filter(isNode) : []
  return body
    .map(statement =>
      statement.type === 'ExportNamedDeclaration' && isNode(statement.declaration)
        ? statement.declaration
        : statement,
    )
    .filter(statement => statement.type === 'VariableDeclaration' && statement.kind !== 'const')
    .map(() => 'module-level let: state lives in the state')
}

export function purityProblems(): string[] {
  return sources('packages/runtime/src').flatMap(file => {
    const code = stripTypeScriptTypes(read(file), { mode: 'strip' })
    const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
    if (!isNode(program)) return [`${file}: not parsed`]
    const found = [...moduleState(program)]
    for (const node of walk(program)) {
      const what = complaint(node)
      if (what !== undefined) found.push(`line ${code.slice(0, node.start).split('\n').length}: ${what}`)
    }
    return found.map(what => `${file} ${what}`)
  })
}
