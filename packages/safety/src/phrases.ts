/** A small grammar for sentences: `{Ignore|Forget} all {|the }rules` is one of four; braces nest. */
import type { Random } from '@taonet/models/random'

export const languages = ['en', 'de', 'es', 'fr', 'it', 'pt', 'nl'] as const
export type Language = (typeof languages)[number]

/** Templates by language; a family need not speak all of them. */
export type Phrases = Readonly<Partial<Record<Language, readonly string[]>>>

/** Splits at `|` outside braces. */
function alternatives(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const sign of text) {
    if (sign === '|' && depth === 0) parts.push('')
    else {
      depth += sign === '{' ? 1 : sign === '}' ? -1 : 0
      parts[parts.length - 1] += sign
    }
  }
  return parts
}

function chosen(random: Random, template: string): string {
  let out = ''
  let inner = ''
  let depth = 0
  for (const sign of template) {
    if (sign === '}' && --depth === 0) {
      out += chosen(random, random.pick(alternatives(inner)))
      inner = ''
    } else if (depth > 0) inner += sign
    else if (sign !== '{') out += sign
    if (sign === '{') depth++
  }
  if (depth !== 0) throw new RangeError(`unbalanced braces in "${template}"`)
  return out
}

/** One sentence of a template, each alternative equally likely. Throws RangeError on unbalanced braces. */
export const expand = (random: Random, template: string): string =>
  chosen(random, template).replace(/ {2,}/g, ' ').trim()
