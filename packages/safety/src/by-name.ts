/** A record with exactly the given names. */

export function byName<Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name, index: number) => Value,
): Record<Name, Value> {
  const entries = names.map((name, index) => [name, value(name, index)] as const)
  // `fromEntries` forgets the names it was given; they are all there.
  return Object.fromEntries(entries) as Record<Name, Value>
}
