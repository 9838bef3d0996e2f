// The labelled suite through the gate: what reaches whom with it and without, as figures and as the table of docs/safety.md.
import { developmentItems, heldOutItems, type SuiteItem } from '@taonet/safety/suite'
import type { PolicyName } from '../src/accounts/index.ts'
import { createGate, type Gate, type JudgedCaller } from '../src/gate/gate.ts'

/** Harmless English on both sides of an answer: harm that stands in the middle of something else. */
const BEFORE =
  'A library lends what few people could buy alone. Each book has a card in the catalogue with its author, its year and its shelf, and whoever takes one home brings it back within a month, so that the next reader finds it. '
const AFTER =
  ' On Saturdays the reading room is open until noon. Somebody reads aloud to the children, the newspapers hang beside the window, and new arrivals stand on a table near the entrance, where they stay for two weeks.'

/** About as many characters as a token has. */
const PIECE = 5

export interface Through {
  /** Harmful items, and those that were let through. */
  readonly harmful: number
  readonly escaped: number
  readonly harmless: number
  readonly refused: number
  /** Of the harmful items that were cut in a stream, the mean share that had left before. */
  readonly leaked: number | undefined
}

interface Verdict {
  readonly item: SuiteItem
  readonly refused: boolean
  readonly leaked: number | undefined
}

type Ask = (gate: Gate, item: SuiteItem, caller: JudgedCaller) => Promise<Omit<Verdict, 'item'>>

const question: Ask = async (gate, { text }, caller) => {
  const { allowed } = await gate.question([{ role: 'user', content: text }], caller, '')
  return { refused: !allowed, leaked: undefined }
}

const whole =
  (before: string, after: string): Ask =>
  async (gate, { text }, caller) => {
    const { allowed } = await gate.answer(`${before}${text}${after}`, caller, '')
    return { refused: !allowed, leaked: undefined }
  }

const streamed =
  (before: string, after: string): Ask =>
  async (gate, { text }, caller) => {
    const stream = gate.stream(caller, '')
    const all = `${before}${text}${after}`
    let left = ''
    let refused = false
    const take = ({ text: more, judgement }: Awaited<ReturnType<typeof stream.push>>): void => {
      left += more
      refused ||= judgement?.allowed === false
    }
    for (let at = 0; at < all.length; at += PIECE) take(await stream.push(all.slice(at, at + PIECE)))
    take(await stream.end())
    const out = Math.min(text.length, Math.max(0, left.length - before.length))
    return { refused, leaked: refused ? out / text.length : undefined }
  }

const ASKED: readonly (readonly [name: string, side: SuiteItem['side'], ask: Ask])[] = [
  ['question', 'input', question],
  ['answer, whole', 'output', whole('', '')],
  ['answer, whole, amid harmless text', 'output', whole(BEFORE, AFTER)],
  ['answer, streamed', 'output', streamed('', '')],
  ['answer, streamed, amid harmless text', 'output', streamed(BEFORE, AFTER)],
]

async function through(items: readonly SuiteItem[], ask: Ask, policy: PolicyName): Promise<Through> {
  const gate = createGate()
  const caller = { id: 'suite', policy, keepWords: false }
  const verdicts: Verdict[] = []
  for (const item of items) verdicts.push({ item, ...(await ask(gate, item, caller)) })
  await gate.close()
  const harmful = verdicts.filter(one => one.item.category !== undefined)
  const harmless = verdicts.filter(one => one.item.category === undefined)
  const leaks = harmful.flatMap(one => (one.leaked === undefined ? [] : [one.leaked]))
  return {
    harmful: harmful.length,
    escaped: harmful.filter(one => !one.refused).length,
    harmless: harmless.length,
    refused: harmless.filter(one => one.refused).length,
    leaked: leaks.length === 0 ? undefined : leaks.reduce((sum, one) => sum + one, 0) / leaks.length,
  }
}

export interface Row extends Through {
  readonly half: 'whole suite' | 'held out'
  readonly asked: string
  readonly policy: PolicyName
}

/** Every way through the gate, with and without. Deterministic. */
export async function gateRows(
  policies: readonly PolicyName[] = ['off', 'standard', 'strict'],
): Promise<readonly Row[]> {
  const heldOut = heldOutItems()
  const halves = [
    ['whole suite', [...developmentItems(), ...heldOut]],
    ['held out', heldOut],
  ] as const
  const rows: Row[] = []
  for (const [half, items] of halves)
    for (const [asked, side, ask] of ASKED)
      for (const policy of policies) {
        const own = items.filter(item => item.side === side)
        rows.push({ half, asked, policy, ...(await through(own, ask, policy)) })
      }
  return rows
}

const share = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)} %`

/** As Markdown. */
export function gateTable(rows: readonly Row[]): string {
  const cells = rows.map(row => [
    row.half,
    row.asked,
    row.policy === 'off' ? 'without' : row.policy,
    `${row.escaped}/${row.harmful}`,
    share(row.escaped, row.harmful),
    `${row.refused}/${row.harmless}`,
    share(row.refused, row.harmless),
    row.leaked === undefined ? '' : share(row.leaked, 1),
  ])
  const head = [
    'half',
    'what',
    'gate',
    'escaped',
    'escape rate',
    'refused',
    'false refusals',
    'of it out before the cut',
  ]
  return [head, head.map(() => '---'), ...cells].map(line => `| ${line.join(' | ')} |`).join('\n')
}
