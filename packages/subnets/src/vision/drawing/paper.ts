// Paper, ink and the things that make a picture hard to read.

import type { Random } from '@taonet/models/random'
import type { Picture } from '@taonet/models/vision'
import { type Affine, mapped, moved, type Outline } from './outline.ts'
import { draw, type Ink } from './rasterise.ts'
import { letterOf, type Typeface } from './typefaces.ts'

export const blank = (width: number, height: number): Ink => ({
  width,
  height,
  cover: new Float64Array(width * height),
})

/** Width of a line in units of the em. */
export const lengthOf = (face: Typeface, text: string): number =>
  [...text].reduce((sum, character) => sum + letterOf(face, character).advance, 0)

/** Writes one line; `map` takes units of the em, baseline at y = 0, to pixels. */
export function write(ink: Ink, face: Typeface, text: string, map: Affine): void {
  let x = 0
  const outline: Outline[number][] = []
  for (const character of text) {
    const letter = letterOf(face, character)
    const placed = moved(map, map.a * x, map.b * x)
    outline.push(...mapped(letter.outline, placed))
    x += letter.advance
  }
  draw(ink, outline)
}

/** Each pixel becomes the mean of the square around it that reaches `radius` pixels far. */
export function blurred(ink: Ink, radius: number): Ink {
  if (radius === 0) return ink
  const { width, height, cover } = ink
  const out = blank(width, height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let dy = -radius; dy <= radius; dy++)
        for (let dx = -radius; dx <= radius; dx++) {
          const [px, py] = [x + dx, y + dy]
          if (px >= 0 && py >= 0 && px < width && py < height) sum += cover[py * width + px] ?? 0
        }
      out.cover[y * width + x] = sum / (2 * radius + 1) ** 2
    }
  }
  return out
}

export interface Shades {
  /** 0 … 255. */
  readonly paper: number
  readonly ink: number
  /** Largest amount by which noise changes a pixel; the standard deviation is two fifths of it. */
  readonly noise: number
}

/** A paper and an ink that differ by at least `contrast`, either of them the lighter one. */
export function shades(random: Random, contrast: number, noise: number): Shades {
  const low = random.between(0, 255 - contrast)
  const high = random.between(low + contrast, 255)
  // Most of what people write is dark on light.
  return random.below(4) === 0 ? { paper: low, ink: high, noise } : { paper: high, ink: low, noise }
}

export function developed(ink: Ink, { paper, ink: colour, noise }: Shades, random: Random): Picture {
  const data = new Uint8Array(ink.cover.length)
  let word = 0
  ink.cover.forEach((cover, i) => {
    // Two bytes a pixel: their sum is most often near its middle.
    word = noise === 0 ? 0 : i % 2 === 0 ? random.uint32() : word >>> 16
    const grain = noise === 0 ? 0 : ((word & 255) + ((word >>> 8) & 255) - 255) / 255
    const value = paper + (colour - paper) * cover + grain * noise
    data[i] = Math.min(255, Math.max(0, Math.round(value)))
  })
  return { width: ink.width, height: ink.height, channels: 1, data }
}
