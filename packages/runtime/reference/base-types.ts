// Types as the base's summary writes them ("Vec<(u16, AccountId32)>", names of its type table), compared with our shapes.
import type { Shape } from '@taonet/wire'

interface BaseField {
  readonly name: string | null
  readonly type: string
}
export type BaseType =
  | { readonly kind: 'struct'; readonly path: string; readonly fields: readonly BaseField[] }
  | {
      readonly kind: 'enum'
      readonly path: string
      readonly variants: readonly {
        readonly name: string
        readonly index: number
        readonly fields: readonly BaseField[]
      }[]
    }

const PRIMITIVE = /^(bool|char|str|[ui](8|16|32|64|128|256))$/

/** Splits "A, B<C, D>, [E; 3]" at its outer commas. */
function parts(text: string): string[] {
  const found: string[] = []
  let depth = 0
  let part = ''
  for (const letter of text) {
    if ('<(['.includes(letter)) depth++
    if ('>)]'.includes(letter)) depth--
    if (letter === ',' && depth === 0) {
      found.push(part.trim())
      part = ''
    } else part += letter
  }
  return part.trim() === '' ? found : [...found, part.trim()]
}

/** Every way in which `shape` is not the base's type `text`; empty when they are the same on the wire and to a reader. */
export function typeDifferences(
  types: Readonly<Record<string, BaseType>>,
  shape: Shape,
  text: string,
  where: string,
): string[] {
  const say = (what: string): string[] => [`${where}: ${what}, base ${text}`]
  const inside = (of: Shape, inner: string, step: string) =>
    typeDifferences(types, of, inner, `${where}${step}`)
  if (shape.kind === 'lazy') return shape.path === text ? [] : say(`is ${shape.path}`)
  const known = types[text]
  if (known) return namedDifferences(types, shape, known, where)
  if (PRIMITIVE.test(text))
    return shape.kind === 'primitive' && shape.name === text ? [] : say(`is ${shape.kind}`)
  const sequence = /^Vec<(.*)>$/.exec(text)?.[1]
  if (sequence !== undefined)
    return shape.kind === 'sequence' ? inside(shape.of, sequence, '[]') : say(`is ${shape.kind}`)
  const compact = /^Compact<(.*)>$/.exec(text)?.[1]
  if (compact !== undefined)
    return shape.kind === 'compact' ? inside(shape.of, compact, '#') : say(`is ${shape.kind}`)
  const array = /^\[(.*); (\d+)\]$/.exec(text)
  if (array)
    return shape.kind === 'array' && shape.length === Number(array[2])
      ? inside(shape.of, array[1] ?? '', '[]')
      : say(`is ${shape.kind}`)
  const tuple = /^\((.*)\)$/.exec(text)?.[1]
  if (tuple !== undefined) {
    const items = parts(tuple)
    return shape.kind === 'tuple' && shape.of.length === items.length
      ? shape.of.flatMap((of, i) => inside(of, items[i] ?? '', `.${i}`))
      : say(`is ${shape.kind}`)
  }
  return say('the base does not know the type')
}

function namedDifferences(
  types: Readonly<Record<string, BaseType>>,
  shape: Shape,
  base: BaseType,
  where: string,
): string[] {
  if (base.kind === 'struct' && shape.kind === 'composite')
    return [
      ...(shape.path === base.path ? [] : [`${where}: path ${shape.path}, base ${base.path}`]),
      ...fieldDifferences(types, shape.fields, base.fields, where),
    ]
  if (base.kind === 'enum' && shape.kind === 'variant') {
    const ours = shape.variants.map(({ name, index }) => `${index} ${name}`).sort()
    const theirs = base.variants.map(({ name, index }) => `${index} ${name}`).sort()
    if (shape.path !== base.path) return [`${where}: path ${shape.path}, base ${base.path}`]
    if (ours.join() !== theirs.join()) return [`${where}: variants ${ours}, base ${theirs}`]
    return shape.variants.flatMap(one =>
      fieldDifferences(
        types,
        one.fields,
        base.variants.find(other => other.index === one.index)?.fields ?? [],
        `${where}.${one.name}`,
      ),
    )
  }
  return [`${where}: is ${shape.kind}, base ${base.path}`]
}

export function fieldDifferences(
  types: Readonly<Record<string, BaseType>>,
  ours: readonly { readonly name?: string; readonly of: Shape }[],
  theirs: readonly BaseField[],
  where: string,
): string[] {
  const names = ours.map(({ name }) => name ?? '_').join()
  const wanted = theirs.map(({ name }) => name ?? '_').join()
  if (names !== wanted) return [`${where}: fields (${names}), base (${wanted})`]
  return ours.flatMap(({ of }, i) =>
    typeDifferences(types, of, theirs[i]?.type ?? '', `${where}.${theirs[i]?.name ?? i}`),
  )
}
