/** The family of networks we train: Llama blocks (RMSNorm, rotary positions, SwiGLU) with a tied output head. */
import type { Random } from '../random.ts'

export interface LlamaShape {
  /** Vocabulary size. */
  readonly vocabulary: number
  /** Width of the residual stream. */
  readonly width: number
  readonly layers: number
  /** Attention heads; `width / heads` must be even for the rotation of pairs. */
  readonly heads: number
  /** Width of the gated feed-forward layer. */
  readonly hidden: number
  /** Base of the rotary frequencies. */
  readonly ropeBase: number
}

/** Parameters by name, row-major, matrices as [in, out]: `x @ W`. */
export type Parameters = ReadonlyMap<string, Float32Array<ArrayBuffer>>

/** Name and dimensions of every parameter, in a fixed order. */
export function parameterShapes(shape: LlamaShape): ReadonlyMap<string, readonly number[]> {
  const { vocabulary, width, hidden } = shape
  const shapes = new Map<string, readonly number[]>([['embed', [vocabulary, width]]])
  for (let layer = 0; layer < shape.layers; layer++) {
    shapes.set(`attnNorm.${layer}`, [width])
    for (const name of ['query', 'key', 'value', 'output']) shapes.set(`${name}.${layer}`, [width, width])
    shapes.set(`feedNorm.${layer}`, [width])
    shapes.set(`gate.${layer}`, [width, hidden])
    shapes.set(`up.${layer}`, [width, hidden])
    shapes.set(`down.${layer}`, [hidden, width])
  }
  return shapes.set('finalNorm', [width])
}

export const parameterCount = (shape: LlamaShape): number =>
  [...parameterShapes(shape).values()].reduce((sum, dims) => sum + dims.reduce((a, b) => a * b), 0)

/** Norms start at one; matrices normal, those that write into the residual stream scaled down by depth. */
export function initialParameters(shape: LlamaShape, random: Random): Parameters {
  const parameters = new Map<string, Float32Array<ArrayBuffer>>()
  for (const [name, dims] of parameterShapes(shape)) {
    const values = new Float32Array(dims.reduce((a, b) => a * b))
    const deviation = initialDeviation(shape, name, dims)
    for (let i = 0; i < values.length; i++) values[i] = deviation === 0 ? 1 : random.normal() * deviation
    parameters.set(name, values)
  }
  return parameters
}

function initialDeviation(shape: LlamaShape, name: string, dims: readonly number[]): number {
  if (dims.length === 1) return 0
  if (name === 'embed') return 0.05
  const residual = name.startsWith('output.') || name.startsWith('down.')
  return residual ? 0.02 / Math.sqrt(2 * shape.layers) : 0.6 / Math.sqrt(dims[0] ?? 1)
}
