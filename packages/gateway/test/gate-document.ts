// Where docs/safety.md keeps the gate's figures: between two comments that nobody sees.
export const documentPath = new URL('../../../docs/safety.md', import.meta.url)

const BEGIN = '<!-- gate: written by packages/gateway/bench/safety-gate.ts --write -->'
const END = '<!-- end of gate -->'

/** Throws RangeError when the document lacks the comments. */
function borders(text: string): { from: number; to: number } {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (from < 0 || to < from) throw new RangeError('docs/safety.md has lost the borders of the gate’s figures')
  return { from: from + BEGIN.length, to }
}

export function gateFiguresIn(text: string): string {
  const { from, to } = borders(text)
  return text.slice(from, to).trim()
}

export function withGateFigures(text: string, figures: string): string {
  const { from, to } = borders(text)
  return `${text.slice(0, from)}\n\n${figures}\n\n${text.slice(to)}`
}
