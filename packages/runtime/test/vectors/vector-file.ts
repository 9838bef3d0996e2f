// Runs a vector file whole: every section must have a reader, every case of it is run, every field of a case is known.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const FOLDER = new URL('../../../../vectors/', import.meta.url)

/** Names of all vector files, with their extension. */
export const vectorFiles = (): string[] => readdirSync(FOLDER).filter(name => name.endsWith('.json'))

/** A section of cases, or a single value without fields. */
export interface Section {
  readonly fields: readonly string[]
  run(one: unknown): void
}

/** Reads cases of one section; `fields` are all the fields a case may have. */
export const cases = <T>(fields: readonly (keyof T & string)[], run: (one: T) => void): Section => ({
  fields,
  run: one => run(one as T),
})

/** Reads a section that is one bare value. */
export const value = <T>(run: (one: T) => void): Section => ({ fields: [], run: one => run(one as T) })

const COMMENTS = new Set(['source', 'note', 'input_cap'])

type Readers = { readonly [section: string]: Section | Readers }

const isSection = (reader: Section | Readers): reader is Section => typeof reader.run === 'function'

/** Declares one test per case. A section without reader, a reader without cases or an unknown field fails. */
export function vectorTest(file: string, readers: Readers): void {
  test(`${file}: every section is read`, () => {
    const content: unknown = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))
    const found = walk(content, readers, [])
    assert.ok(found.length > 0, 'no cases')
    assert.deepEqual(
      missing(readers, new Set(found.map(one => one.path)), []),
      [],
      'sections that the file lacks',
    )
  })
  const content: unknown = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))
  for (const { path, index, section, one } of walk(content, readers, []))
    test(`${file} ${path}[${index}]`, () => {
      const fields = typeof one === 'object' && one !== null ? Object.keys(one) : []
      for (const field of fields) assert.ok(section.fields.includes(field), `unknown field ${field}`)
      section.run(one)
    })
}

interface Found {
  readonly path: string
  readonly index: number
  readonly section: Section
  readonly one: unknown
}

function walk(content: unknown, readers: Readers, path: readonly string[]): Found[] {
  assert.ok(typeof content === 'object' && content !== null, `${path.join('.')} is no section`)
  return Object.entries(content).flatMap(([name, under]: [string, unknown]): Found[] => {
    const here = [...path, name]
    const reader = readers[name]
    if (reader === undefined) {
      assert.ok(COMMENTS.has(name) && typeof under === 'string', `no reader for section ${here.join('.')}`)
      return []
    }
    if (!isSection(reader)) return walk(under, reader, here)
    const list: unknown[] = Array.isArray(under) ? under : [under]
    assert.ok(list.length > 0, `section ${here.join('.')} is empty`)
    return list.map((one, index) => ({ path: here.join('.'), index, section: reader, one }))
  })
}

function missing(readers: Readers, found: ReadonlySet<string>, path: readonly string[]): string[] {
  return Object.entries(readers).flatMap(([name, reader]) => {
    const here = [...path, name]
    if (!isSection(reader)) return missing(reader, found, here)
    return found.has(here.join('.')) ? [] : [here.join('.')]
  })
}

/** |actual - expected| <= absolute + relative * |expected|. */
export function near(
  actual: number,
  expected: number,
  tolerance: { absolute?: number; relative?: number },
  what = '',
): void {
  const allowed = (tolerance.absolute ?? 0) + (tolerance.relative ?? 0) * Math.abs(expected)
  assert.ok(
    Math.abs(actual - expected) <= allowed,
    `${what} ${actual} is not within ${allowed} of ${expected}`,
  )
}
