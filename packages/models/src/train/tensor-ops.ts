/** The tensor operations of a Llama block, each with the backward step that belongs to it. */
import type { LlamaShape } from './llama-shape.ts'
import type { Graph, Node } from './onnx-graph.ts'

/** Every row of a batch holds `length` tokens; N = rows · length positions are computed at once. */
export interface BatchSize {
  readonly rows: number
  readonly length: number
}

/** A norm's output and what its backward step needs: the normalised input and the reciprocal root mean square. */
export interface Norm {
  readonly y: Node
  readonly unit: Node
  readonly reciprocal: Node
}

export const NORM_EPSILON = 1e-5

export type TensorOps = ReturnType<typeof tensorOps>

export function tensorOps(graph: Graph, shape: LlamaShape, size: BatchSize) {
  const { rows, length } = size
  const headWidth = shape.width / shape.heads
  const { op } = graph

  const add = (a: Node, b: Node) => op('Add', [a, b])
  const sub = (a: Node, b: Node) => op('Sub', [a, b])
  const mul = (a: Node, b: Node) => op('Mul', [a, b])
  const matmul = (a: Node, b: Node) => op('MatMul', [a, b])
  const transpose = (a: Node, perm: readonly number[] = [1, 0]) => op('Transpose', [a], { perm })
  const reshape = (a: Node, dims: readonly number[]) => op('Reshape', [a, graph.ints(dims)])
  const meanLast = (a: Node) => op('ReduceMean', [a], { axes: [-1], keepdims: 1 })
  const sumLast = (a: Node) => op('ReduceSum', [a, graph.ints([-1])], { keepdims: 1 })
  const sumFirst = (a: Node) => op('ReduceSum', [a, graph.ints([0])], { keepdims: 0 })

  const one = graph.floats([1], [])
  const epsilon = graph.floats([NORM_EPSILON], [])
  const attentionScale = graph.floats([1 / Math.sqrt(headWidth)], [])
  const mask = graph.floats(causalMask(length), [length, length])
  const { cosines, sines, turn } = rotation(shape, length)
  const cosine = graph.floats(cosines, [length, headWidth])
  const sine = graph.floats(sines, [length, headWidth])
  const quarter = graph.floats(turn, [headWidth, headWidth])
  const quarterBack = transpose(quarter)
  const choices = graph.floats([0, 1], [2])

  return {
    add,
    sub,
    mul,
    matmul,
    transpose,
    sumLast,
    one,
    /** [N, width] → [rows, heads, length, headWidth] and back. */
    heads: (a: Node) => transpose(reshape(a, [rows, length, shape.heads, headWidth]), [0, 2, 1, 3]),
    joined: (a: Node) => reshape(transpose(a, [0, 2, 1, 3]), [rows * length, shape.width]),
    swapLast: (a: Node) => transpose(a, [0, 1, 3, 2]),
    scores: (query: Node, key: Node) => mul(matmul(query, transpose(key, [0, 1, 3, 2])), attentionScale),
    scaled: (a: Node) => mul(a, attentionScale),
    causal: (scores: Node) => op('Softmax', [add(scores, mask)], { axis: -1 }),
    rotate: (a: Node) => add(mul(a, cosine), mul(matmul(a, quarter), sine)),
    rotateBackward: (d: Node) => add(mul(d, cosine), matmul(mul(d, sine), quarterBack)),
    sigmoid: (a: Node) => op('Sigmoid', [a]),
    logSoftmax: (a: Node) => op('LogSoftmax', [a], { axis: -1 }),
    exp: (a: Node) => op('Exp', [a]),
    negatedSum: (a: Node) => op('Neg', [op('ReduceSum', [a], { keepdims: 0 })]),
    lookup: (table: Node, tokens: Node) => op('Gather', [table, tokens], { axis: 0 }),
    /** [N] token numbers → [N, vocabulary] of zeros and ones. */
    oneHot: (tokens: Node) => op('OneHot', [tokens, graph.int(shape.vocabulary), choices], { axis: -1 }),
    column: (a: Node) => op('Unsqueeze', [a, graph.ints([1])]),
    norm(x: Node, gain: Node): Norm {
      const reciprocal = op('Reciprocal', [op('Sqrt', [add(meanLast(mul(x, x)), epsilon)])])
      const unit = mul(x, reciprocal)
      return { y: mul(unit, gain), unit, reciprocal }
    },
    normBackward(dy: Node, norm: Norm, gain: Node): { readonly dx: Node; readonly dGain: Node } {
      const d = mul(dy, gain)
      const along = mul(norm.unit, meanLast(mul(d, norm.unit)))
      return { dx: mul(norm.reciprocal, sub(d, along)), dGain: sumFirst(mul(dy, norm.unit)) }
    },
  }
}

/** 0 where position j may be seen from position i (j ≤ i), −1e9 elsewhere. */
function causalMask(length: number): Float32Array {
  const mask = new Float32Array(length * length)
  for (let i = 0; i < length; i++) mask.fill(-1e9, i * length + i + 1, (i + 1) * length)
  return mask
}

/** Rotary tables [length, headWidth] and the matrix that sends each pair (a, b) to (−b, a). */
function rotation(shape: LlamaShape, length: number) {
  const width = shape.width / shape.heads
  const cosines = new Float32Array(length * width)
  const sines = new Float32Array(length * width)
  const turn = new Float32Array(width * width)
  for (let i = 0; i < width; i++) {
    const frequency = shape.ropeBase ** (-(i - (i % 2)) / width)
    for (let t = 0; t < length; t++) {
      cosines[t * width + i] = Math.cos(t * frequency)
      sines[t * width + i] = Math.sin(t * frequency)
    }
    turn[(i ^ 1) * width + i] = i % 2 === 0 ? -1 : 1
  }
  return { cosines, sines, turn }
}
