/** Real harmless text the classifier never learned from: the paragraphs of this repository's copies of the specification. */
import { readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../../../docs/spec/', import.meta.url)

export const specificationParagraphs = (): string[] =>
  readdirSync(FOLDER)
    .filter(name => name.endsWith('.md'))
    .sort()
    .flatMap(name => readFileSync(new URL(name, FOLDER), 'utf8').split(/\n\s*\n/))
    .map(paragraph => paragraph.slice(0, 2000).trim())
    .filter(paragraph => paragraph.length >= 40)
