// What is written after an option, read and refused.

export const port = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new RangeError(`${text} is not a port`)
  return value
}
export const milliseconds = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 3_600_000)
    throw new RangeError(`${text} is not a number of milliseconds`)
  return value
}
/** The runtime is looked up at the parent of the block in hand (wire-interface §1.3): fewer than two will not do. */
export const states = (text: string): number | 'archive' => {
  if (text === 'archive' || text === 'archive-canonical') return 'archive'
  const value = Number(text)
  if (!Number.isInteger(value) || value < 2) throw new RangeError(`${text} is not a number of states`)
  return value
}
export const collect = (text: string, known: readonly string[]): readonly string[] => [...known, text]
