/** Real harmless text the classifier never learned from: the paragraphs of this repository's copies of the specification. */
import { readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../../../docs/spec/', import.meta.url)

/** Parts between empty lines, at most 2,000 characters of each, headings and single words left out. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.slice(0, 2000).trim())
    .filter(paragraph => paragraph.length >= 40)

export const specificationParagraphs = (): string[] =>
  readdirSync(FOLDER)
    .filter(name => name.endsWith('.md'))
    .sort()
    .flatMap(name => paragraphsOf(readFileSync(new URL(name, FOLDER), 'utf8')))
