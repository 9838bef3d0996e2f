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

/** Each pixel becomes the mean of the square around it that reaches `radius` pixels far: first along rows, then columns. */
export function blurred(ink: Ink, radius: number): Ink {
  if (radius === 0) return ink
  const { width, height } = ink
  const across = smeared(ink.cover, width, height, 1, radius)
  return { width, height, cover: smeared(across, height, width, width, radius) }
}

/** Means over neighbours `step` apart; `length` pixels stand in one line, of which there are `lines`. */
function smeared(
  cover: Float64Array,
  length: number,
  lines: number,
  step: number,
  radius: number,
): Float64Array {
  const out = new Float64Array(cover.length)
  const next = step === 1 ? length : 1
  for (let line = 0; line < lines; line++)
    for (let i = 0; i < length; i++) {
      let sum = 0
      const last = Math.min(length - 1, i + radius)
      for (let at = Math.max(0, i - radius); at <= last; at++) sum += cover[line * next + at * step] ?? 0
      out[line * next + i * step] = sum / (2 * radius + 1)
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

/** Numbers of 32 bits for noise, which nobody need be unable to foresee: a counter and a mix of shifts and products. */
function grains(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return (word ^ (word >>> 15)) >>> 0
  }
}

export function developed(ink: Ink, { paper, ink: colour, noise }: Shades, random: Random): Picture {
  const data = new Uint8Array(ink.cover.length)
  const grain = grains(random.uint32())
  ink.cover.forEach((cover, i) => {
    // The sum of two bytes is most often near its middle.
    const word = grain()
    const shift = ((word & 255) + ((word >>> 8) & 255) - 255) / 255
    const value = paper + (colour - paper) * cover + shift * noise
    data[i] = Math.min(255, Math.max(0, Math.round(value)))
  })
  return { width: ink.width, height: ink.height, channels: 1, data }
}
