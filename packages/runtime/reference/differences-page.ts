// Names, numbers and types against the base metadata: every difference with its reason.

import { shared } from './base-differences.ts'
import { KNOWN_ADDITIONS } from './known-additions.ts'
import { KNOWN_CHANGES } from './known-changes.ts'
import { KNOWN_LACKING } from './known-lacking.ts'
import type { Listed } from './listed.ts'
import { code, inCell, lines, page, section } from './markdown.ts'

const rows = (lists: readonly Listed[]): string[][] =>
  lists.map(({ where, names, reason }) => [code(where), lines(...names.map(code)), inCell(reason)])

export const differencesPage = (): string =>
  page(
    'Differences from the base metadata',
    [
      `The base is spec 343 as ${code('vectors/metadata-summary.json')} has it. ${shared()} names of pallets, rows, calls, events,`,
      'errors, constants and runtime APIs are in both, with equal numbers, fields, types, hashers and defaults unless the',
      'second table says otherwise. A test fails for a difference that is not here, and for one here that is gone. Where rules',
      'differ, and not only names: [differences.md](../differences.md).',
      '',
    ],
    section('Left out', ['where', 'what', 'why'], rows(KNOWN_LACKING)),
    section(
      'Not the same',
      ['where', 'why'],
      Object.entries(KNOWN_CHANGES).map(([where, why]) => [inCell(where), inCell(why)]),
    ),
    section('Added', ['where', 'what', 'why'], rows(KNOWN_ADDITIONS)),
  )
