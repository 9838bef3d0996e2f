/** Where docs/safety.md keeps its figures: between two comments that nobody sees. */

export const documentPath = new URL('../../../docs/safety.md', import.meta.url)

const BEGIN = '<!-- figures: written by packages/safety/suite/report.ts -->'
const END = '<!-- end of figures -->'

/** Throws RangeError when the document lacks the comments. */
function borders(text: string): { from: number; to: number } {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (from < 0 || to < from) throw new RangeError('docs/safety.md has lost the borders of its figures')
  return { from: from + BEGIN.length, to }
}

export function figuresIn(text: string): string {
  const { from, to } = borders(text)
  return text.slice(from, to).trim()
}

export function withFigures(text: string, figures: string): string {
  const { from, to } = borders(text)
  return `${text.slice(0, from)}\n\n${figures}\n\n${text.slice(to)}`
}
