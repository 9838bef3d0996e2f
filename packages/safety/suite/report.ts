// Writes the figures into docs/safety.md: node packages/safety/suite/report.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { documentPath, withFigures } from './document.ts'
import { figures } from './figures.ts'

writeFileSync(documentPath, withFigures(readFileSync(documentPath, 'utf8'), await figures()))
