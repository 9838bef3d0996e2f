/** Pictures as plain numbers, and the few things that are done to them before a network looks. */

export interface Picture {
  readonly width: number
  readonly height: number
  /** 1 is grey, 3 is red, green, blue. */
  readonly channels: 1 | 3
  /** Rows from the top, `width · channels` values of 0 … 255 each. */
  readonly data: Uint8Array
}

/** Luminance 0 … 1 of every pixel (ITU-R BT.601). */
export function greyOf({ channels, data }: Picture): Float32Array {
  const grey = new Float32Array(data.length / channels)
  for (let i = 0; i < grey.length; i++)
    grey[i] =
      channels === 1
        ? data[i]! / 255
        : (0.299 * data[3 * i]! + 0.587 * data[3 * i + 1]! + 0.114 * data[3 * i + 2]!) / 255
  return grey
}

/**
 * The picture as `side` × `side` means of equal boxes, white paper under it where it is not square, dark on light turned
 * into 1 on 0: what the small classifiers look at, whichever way round the ink is.
 */
export function thumbnail(picture: Picture, side: number): Float32Array {
  const { width, height } = picture
  const grey = greyOf(picture)
  const edge = Math.max(width, height)
  const left = (edge - width) / 2
  const top = (edge - height) / 2
  const paper = borderMean(grey, width, height)
  const out = new Float32Array(side * side)
  const scale = edge / side
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let sum = 0
      let count = 0
      for (let y = Math.floor(row * scale); y < Math.max(row * scale + 1, (row + 1) * scale); y++) {
        for (
          let x = Math.floor(column * scale);
          x < Math.max(column * scale + 1, (column + 1) * scale);
          x++
        ) {
          const px = Math.floor(x - left)
          const py = Math.floor(y - top)
          const inside = px >= 0 && py >= 0 && px < width && py < height
          sum += inside ? grey[py * width + px]! : paper
          count++
        }
      }
      out[row * side + column] = Math.abs(sum / count - paper)
    }
  }
  return stretched(out)
}

/** What lies along the border is taken for the paper. */
function borderMean(grey: Float32Array, width: number, height: number): number {
  let sum = 0
  for (let x = 0; x < width; x++) sum += grey[x]! + grey[(height - 1) * width + x]!
  for (let y = 0; y < height; y++) sum += grey[y * width]! + grey[y * width + width - 1]!
  return sum / (2 * (width + height))
}

/** Faint ink counts as much as strong ink. */
function stretched(values: Float32Array): Float32Array {
  const most = values.reduce((high, value) => Math.max(high, value), 0)
  return most > 0 ? values.map(value => value / most) : values
}
