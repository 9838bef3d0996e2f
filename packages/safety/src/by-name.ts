/** A record with exactly the given names. */

export function byName<Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name, index: number) => Value,
): Record<Name, Value> {
  const record: Partial<Record<Name, Value>> = {}
  for (const [index, name] of names.entries()) record[name] = value(name, index)
  // All of them are there now.
  return record as Record<Name, Value>
}
