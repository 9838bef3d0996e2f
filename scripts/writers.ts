// A row has one writer: only files of the chapter that declares a row may change it (DESIGN §3, rule 5).
import { readdirSync } from 'node:fs'
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
      ? Object.keys(value.storage)
      : [],
  )
}

export async function writerProblems(): Promise<string[]> {
  const owners = new Map<string, string>()
  for (const entry of readdirSync(join(root, CHAPTERS), { withFileTypes: true })) {
    if (
      !entry.isDirectory() ||
      !sources(`${CHAPTERS}/${entry.name}`).some(file => file.endsWith('/table.ts'))
    )
      continue
    for (const row of await rowsOf(entry.name)) owners.set(row, entry.name)
  }
  return sources('packages/runtime/src').flatMap(file => {
    const chapter = file.startsWith(`${CHAPTERS}/`)
      ? file.slice(CHAPTERS.length + 1).split('/')[0]
      : 'runtime'
    return [...read(file).matchAll(/\b([A-Z]\w+)\.(put|update|remove|clear)\(/g)].flatMap(match => {
      const owner = owners.get(match[1] ?? '')
      return owner === undefined || owner === chapter
        ? []
        : [`${file} writes ${match[1]}, which belongs to ${owner}`]
    })
  })
}
