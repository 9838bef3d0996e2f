/** The forward pass of a Llama network as ONNX nodes (Touvron et al. 2023; rotary pairs of Su et al. 2021). */
import { type LlamaShape, parameterShapes } from './llama-shape.ts'
import { createGraph, type Graph, type Node } from './onnx-graph.ts'
import { type BatchSize, type Norm, type TensorOps, tensorOps } from './tensor-ops.ts'

/** What a block computed on the way, kept for its backward step. */
export interface BlockTrace {
  readonly attnNorm: Norm
  readonly query: Node
  readonly key: Node
  readonly value: Node
  readonly attention: Node
  readonly mixed: Node
  readonly feedNorm: Norm
  readonly gate: Node
  readonly up: Node
  readonly sigmoid: Node
  readonly swish: Node
  readonly gated: Node
}

export interface ForwardTrace {
  readonly graph: Graph
  readonly ops: TensorOps
  readonly tokens: Node
  readonly blocks: readonly BlockTrace[]
  readonly finalNorm: Norm
  readonly logProbabilities: Node
}

/** Inputs: every parameter under its name, and `tokens` [N] as int64. */
export function forward(shape: LlamaShape, size: BatchSize): ForwardTrace {
  const graph = createGraph()
  const ops = tensorOps(graph, shape, size)
  for (const [name, dims] of parameterShapes(shape)) graph.input(name, dims)
  const tokens = graph.input('tokens', [size.rows * size.length], 'int64')

  let x = ops.lookup('embed', tokens)
  const blocks: BlockTrace[] = []
  for (let layer = 0; layer < shape.layers; layer++) {
    const block = attend(ops, x, layer)
    const middle = ops.add(x, ops.matmul(block.mixed, `output.${layer}`))
    const feed = feedForward(ops, middle, layer)
    x = ops.add(middle, ops.matmul(feed.gated, `down.${layer}`))
    blocks.push({ ...block, ...feed })
  }
  const finalNorm = ops.norm(x, 'finalNorm')
  const logProbabilities = ops.logSoftmax(ops.matmul(finalNorm.y, ops.transpose('embed')))
  return { graph, ops, tokens, blocks, finalNorm, logProbabilities }
}

function attend(ops: TensorOps, x: Node, layer: number) {
  const attnNorm = ops.norm(x, `attnNorm.${layer}`)
  const query = ops.rotate(ops.heads(ops.matmul(attnNorm.y, `query.${layer}`)))
  const key = ops.rotate(ops.heads(ops.matmul(attnNorm.y, `key.${layer}`)))
  const value = ops.heads(ops.matmul(attnNorm.y, `value.${layer}`))
  const attention = ops.causal(ops.scores(query, key))
  return { attnNorm, query, key, value, attention, mixed: ops.joined(ops.matmul(attention, value)) }
}

function feedForward(ops: TensorOps, x: Node, layer: number) {
  const feedNorm = ops.norm(x, `feedNorm.${layer}`)
  const gate = ops.matmul(feedNorm.y, `gate.${layer}`)
  const up = ops.matmul(feedNorm.y, `up.${layer}`)
  const sigmoid = ops.sigmoid(gate)
  const swish = ops.mul(gate, sigmoid)
  return { feedNorm, gate, up, sigmoid, swish, gated: ops.mul(swish, up) }
}

/** Graph for scoring: output `logProbabilities` [N, vocabulary]. */
export function scoringGraph(shape: LlamaShape, size: BatchSize): Uint8Array {
  const { graph, logProbabilities } = forward(shape, size)
  graph.output('logProbabilities', logProbabilities, [size.rows * size.length, shape.vocabulary])
  return graph.encode()
}
