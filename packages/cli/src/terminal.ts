// What the terminal shows: progress lines, tables, errors with a hint. Plain text where the output is not a terminal.
import { styleText } from 'node:util'
import { isNetError } from '@taonet/wire'

type Style = Parameters<typeof styleText>[0]

const colour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined
export const paint = (style: Style, text: string): string => (colour ? styleText(style, text) : text)
export const dim = (text: string): string => paint('dim', text)
export const bold = (text: string): string => paint('bold', text)

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** A step that takes time: one line now, its end on the same line's successor. */
export async function step<T>(
  what: string,
  work: () => Promise<T>,
  ended: (result: T) => string = () => '',
): Promise<T> {
  const started = performance.now()
  if (colour) process.stdout.write(`${dim('…')} ${what}`)
  const clear = colour ? '\r\x1b[2K' : ''
  try {
    const result = await work()
    const seconds = dim(`${((performance.now() - started) / 1000).toFixed(1)} s`)
    const tail = ended(result)
    process.stdout.write(
      `${clear}${paint('green', '✔')} ${what}${tail === '' ? '' : ` ${tail}`} ${seconds}\n`,
    )
    return result
  } catch (thrown) {
    process.stdout.write(clear)
    throw thrown
  }
}

/** Columns as wide as their widest cell; the last one is not padded. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map(row => width(row[column] ?? ''))))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - width(cell))))
      .join('  ')
  return [dim(line(head)), ...rows.map(line)].join('\n')
}

// Cells may hold wide or combining characters; one code point counts as one column, which holds for what we print.
const width = (text: string): number => [...text].length

/** What happened, why, what to do; exit code 1. */
export function fail(thrown: unknown, json: boolean): void {
  const { code, message, hint } = describe(thrown)
  if (json) process.stderr.write(`${JSON.stringify({ error: { code, message, hint } })}\n`)
  else
    process.stderr.write(
      `${paint('red', '✘')} ${message}\n${hint === '' ? '' : `  ${dim('hint:')} ${hint}\n`}`,
    )
  process.exitCode = 1
}

/** What the operating system refused, wherever it did. */
const hintOf = (code: unknown): string => {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'free some space, or choose another folder'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'choose a folder that may be written to'
  return ''
}

function describe(thrown: unknown): { code: string; message: string; hint: string } {
  if (isNetError(thrown)) return { code: thrown.code, message: thrown.message, hint: thrown.hint }
  if (thrown instanceof Error)
    return { code: thrown.name, message: thrown.message, hint: hintOf('code' in thrown ? thrown.code : '') }
  return { code: 'unknown', message: String(thrown), hint: '' }
}

const NINE = 1_000_000_000n

/** rao as TAO, or alpha-rao as alpha, with up to nine decimals. */
export function amount(rao: bigint, decimals = 4): string {
  const sign = rao < 0n ? '-' : ''
  const size = rao < 0n ? -rao : rao
  const fraction = (size % NINE).toString().padStart(9, '0').slice(0, decimals)
  return `${sign}${size / NINE}${decimals === 0 ? '' : `.${fraction}`}`
}

const plainJson = (_key: string, one: unknown): unknown => (typeof one === 'bigint' ? one.toString() : one)

/** JSON with big integers as decimal text. */
export function printJson(value: unknown): void {
  say(JSON.stringify(value, plainJson, 2))
}

/** The same on one line, for output that goes on. */
export function printJsonLine(value: unknown): void {
  say(JSON.stringify(value, plainJson))
}
