/** The shape of a network from the metadata of a GGUF file that `ggufFile` wrote. */
import type { LlamaShape } from './llama-shape.ts'
import { VOCABULARY_SIZE } from './vocabulary.ts'

const MAGIC = 0x46554747
const SIZES: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
}
const U32 = 4
const F32 = 6
const TEXT = 8
const ARRAY = 9

/** Throws RangeError for a file of any other family of networks: only our own can be trained on. */
export function ggufShape(file: Uint8Array): LlamaShape {
  const numbers = metadataNumbers(file)
  const value = (key: string): number => {
    const found = numbers.get(`llama.${key}`)
    if (found === undefined) throw new RangeError(`the file does not say llama.${key}`)
    return found
  }
  const shape: LlamaShape = {
    vocabulary: value('vocab_size'),
    width: value('embedding_length'),
    layers: value('block_count'),
    heads: value('attention.head_count'),
    hidden: value('feed_forward_length'),
    ropeBase: value('rope.freq_base'),
  }
  if (shape.vocabulary !== VOCABULARY_SIZE || value('attention.head_count_kv') !== shape.heads)
    throw new RangeError('the network is not of the family that is trained here')
  return shape
}

/** All u32 and f32 values of the metadata; the rest is stepped over. */
function metadataNumbers(file: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < 24 || view.getUint32(0, true) !== MAGIC) throw new RangeError('this is no GGUF file')
  const numbers = new Map<string, number>()
  let at = 24
  const text = (): string => {
    const length = Number(view.getBigUint64(at, true))
    const value = new TextDecoder().decode(file.subarray(at + 8, at + 8 + length))
    at += 8 + length
    return value
  }
  const skip = (type: number): void => {
    if (type === TEXT) at += 8 + Number(view.getBigUint64(at, true))
    else if (type === ARRAY) {
      const inner = view.getUint32(at, true)
      const count = Number(view.getBigUint64(at + 4, true))
      at += 12
      for (let i = 0; i < count; i++) skip(inner)
    } else at += SIZES[type] ?? Number.POSITIVE_INFINITY
  }
  for (let left = Number(view.getBigUint64(16, true)); left > 0; left--) {
    const key = text()
    const type = view.getUint32(at, true)
    at += 4
    if (type === U32) numbers.set(key, view.getUint32(at, true))
    if (type === F32) numbers.set(key, view.getFloat32(at, true))
    skip(type)
  }
  return numbers
}
