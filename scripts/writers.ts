// A row has one writer: only files of the chapter that declares a row may change it (DESIGN §3, rule 5).
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { read, root, sources } from './house.ts'

const CHAPTERS = 'packages/runtime/src/chapters'

async function rowsOf(folder: string): Promise<string[]> {
  const module: Record<string, unknown> = await import(
    pathToFileURL(join(root, CHAPTERS, folder, 'table.ts')).href
  )
  return Object.values(module).flatMap(value =>
    typeof value === 'object' &&
    value !== null &&
    'storage' in value &&
    'pallet' in value &&
    typeof value.storage === 'object' &&
    value.storage !== null
      ? // A computed row is written by nobody, and may bear the name of the row that it shows.
        Object.entries(value.storage).flatMap(([name, cell]) => (cell.computed ? [] : [name]))
      : [],
  )
}

/** Row name to the chapters that declare one: two pallets may use the same name. */
async function ownersOfRows(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const owners = new Map<string, Set<string>>()
  for (const { name } of readdirSync(join(root, CHAPTERS), { withFileTypes: true })) {
    if (!existsSync(join(root, CHAPTERS, name, 'table.ts'))) continue
    for (const row of await rowsOf(name)) owners.set(row, (owners.get(row) ?? new Set()).add(name))
  }
  return owners
}

export async function writerProblems(): Promise<string[]> {
  const owners = await ownersOfRows()
  return sources('packages/runtime/src').flatMap(file => {
    const chapter = file.startsWith(`${CHAPTERS}/`)
      ? (file.slice(CHAPTERS.length + 1).split('/')[0] ?? '')
      : ''
    return [...read(file).matchAll(/\b([A-Z]\w+)\.(put|update|remove|clear)\(/g)].flatMap(([, row = '']) => {
      const allowed = owners.get(row)
      return allowed === undefined || allowed.has(chapter)
        ? []
        : [`${file} writes ${row}, which belongs to ${[...allowed].join(' and ')}`]
    })
  })
}
