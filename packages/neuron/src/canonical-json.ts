// JSON with one text per value: keys in code-unit order, no white space. What is hashed is written this way.

/** @throws TypeError for what JSON cannot hold: numbers that are not finite, functions, bigints. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`${typeof value} is not JSON`)
  let fields = ''
  const named: Readonly<Record<string, unknown>> = { ...value }
  for (const key of Object.keys(named).sort()) {
    const one = named[key]
    if (one !== undefined) fields += `${fields === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(one)}`
  }
  return `{${fields}}`
}
