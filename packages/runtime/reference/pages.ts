// The protocol reference, made from the tables: every page by its file name.
import { apiTables, pallets } from '../src/tables.ts'
import { apiPage } from './api-page.ts'
import { differencesPage } from './differences-page.ts'
import { page, section } from './markdown.ts'
import { palletPage } from './pallet-page.ts'
import { typePage } from './type-page.ts'

const fileOf = (pallet: string): string => `${pallet.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.md`

const index = (): string =>
  page(
    'The protocol, call by call',
    [
      'Made from the tables that the chain runs on (`npm run protocol`); a test says when these pages are stale. What the rules',
      'are and why: [docs/spec](../spec).',
      '',
      '- [Runtime APIs](runtime-apis.md): what `state_call` answers',
      '- [Types](types.md): structs and enums',
      '- [Differences from the base metadata](differences.md)',
      '',
    ],
    section(
      'Pallets',
      ['number', 'pallet', 'calls', 'storage', 'events', 'errors', 'constants'],
      pallets.map(({ pallet, calls, cells, events, errors, constants }) => [
        String(pallet.index),
        `[${pallet.name}](${fileOf(pallet.name)})`,
        ...[calls, cells, events, errors, constants].map(({ size }) => String(size)),
      ]),
    ),
  )

/** Text by the file's name in docs/protocol. */
export const referencePages = (): ReadonlyMap<string, string> =>
  new Map([
    ['README.md', index()],
    ...pallets.map((joined): [string, string] => [fileOf(joined.pallet.name), palletPage(joined)]),
    ['runtime-apis.md', apiPage(apiTables)],
    ['types.md', typePage(pallets)],
    ['differences.md', differencesPage()],
  ])
