// The little Markdown that the pages are made of.

/** Text inside a table's cell: one line, no column of its own. */
export const inCell = (text: string): string => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')

export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``

/** Lines within a cell. */
export const lines = (...parts: readonly string[]): string => parts.filter(part => part !== '').join('<br>')

/** Nothing when there are no rows: a page says only what there is. */
export function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return []
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [`## ${title}`, '', row(head), row(head.map(() => '---')), ...rows.map(row), '']
}

export const page = (title: string, ...parts: readonly (readonly string[])[]): string =>
  `${[`# ${title}`, '', ...parts.flat()].join('\n').trimEnd()}\n`
