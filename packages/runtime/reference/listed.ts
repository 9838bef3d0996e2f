// How differences from the base are listed: many names of one place under one reason.

export interface Listed {
  /** `SubtensorModule.call`, `pallet`, `api`. */
  readonly where: string
  readonly names: readonly string[]
  readonly reason: string
}

/** `names` are separated by blanks. */
export const listed = (where: string, names: string, reason: string): Listed => ({
  where,
  names: names.split(/\s+/).filter(name => name !== ''),
  reason,
})

export const itemsOf = (lists: readonly Listed[]): string[] =>
  lists.flatMap(({ where, names }) => names.map(name => `${where} ${name}`))
