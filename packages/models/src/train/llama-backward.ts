/** The hand-derived backward pass: the graph that gives a weighted loss and its gradient in every parameter. */
import { type BlockTrace, type ForwardTrace, forward } from './llama-forward.ts'
import { type LlamaShape, parameterShapes } from './llama-shape.ts'
import type { Node } from './onnx-graph.ts'
import type { BatchSize, TensorOps } from './tensor-ops.ts'

/** The output that carries the gradient of a parameter. */
export const gradientName = (parameter: string) => `gradient.${parameter}`

/**
 * Further inputs: `targets` [N] int64 and `weights` [N] float, one weight a position (0 masks it).
 * Outputs: `loss` = −Σ weight · log p(target), and `gradient.<parameter>` for every parameter.
 */
export function trainingGraph(shape: LlamaShape, size: BatchSize): Uint8Array {
  const trace = forward(shape, size)
  const { graph, ops } = trace
  const positions = size.rows * size.length
  const targets = ops.oneHot(graph.input('targets', [positions], 'int64'))
  const weights = ops.column(graph.input('weights', [positions]))
  graph.output('loss', ops.negatedSum(ops.mul(ops.mul(targets, trace.logProbabilities), weights)), [])

  const dLogits = ops.mul(ops.sub(ops.exp(trace.logProbabilities), targets), weights)
  const gradients = backward(trace, dLogits)
  for (const [name, dims] of parameterShapes(shape)) {
    const gradient = gradients.get(name)
    if (gradient !== undefined) graph.output(gradientName(name), gradient, dims)
  }
  return graph.encode()
}

function backward(trace: ForwardTrace, dLogits: Node): ReadonlyMap<string, Node> {
  const { ops } = trace
  const gradients = new Map<string, Node>()
  const final = ops.normBackward(ops.matmul(dLogits, 'embed'), trace.finalNorm, 'finalNorm')
  gradients.set('finalNorm', final.dGain)
  let dx = final.dx
  for (const [layer, block] of [...trace.blocks.entries()].reverse()) {
    dx = feedForwardBackward(ops, block, layer, dx, gradients)
    dx = attentionBackward(ops, block, layer, dx, gradients)
  }
  // The embedding is both table and output head, so its gradient has two terms.
  const fromHead = ops.matmul(ops.transpose(dLogits), trace.finalNorm.y)
  const fromTable = ops.matmul(ops.transpose(ops.oneHot(trace.tokens)), dx)
  return gradients.set('embed', ops.add(fromHead, fromTable))
}

function feedForwardBackward(
  ops: TensorOps,
  block: BlockTrace,
  layer: number,
  dx: Node,
  gradients: Map<string, Node>,
): Node {
  const { add, sub, mul, matmul, transpose } = ops
  gradients.set(`down.${layer}`, matmul(transpose(block.gated), dx))
  const dGated = matmul(dx, transpose(`down.${layer}`))
  const dUp = mul(dGated, block.swish)
  // d swish / d gate = σ + swish · (1 − σ)
  const slope = add(block.sigmoid, mul(block.swish, sub(ops.one, block.sigmoid)))
  const dGate = mul(mul(dGated, block.up), slope)
  const input = transpose(block.feedNorm.y)
  gradients.set(`gate.${layer}`, matmul(input, dGate))
  gradients.set(`up.${layer}`, matmul(input, dUp))
  const dInput = add(matmul(dGate, transpose(`gate.${layer}`)), matmul(dUp, transpose(`up.${layer}`)))
  const norm = ops.normBackward(dInput, block.feedNorm, `feedNorm.${layer}`)
  gradients.set(`feedNorm.${layer}`, norm.dGain)
  return add(dx, norm.dx)
}

function attentionBackward(
  ops: TensorOps,
  block: BlockTrace,
  layer: number,
  dx: Node,
  gradients: Map<string, Node>,
): Node {
  const { add, sub, mul, matmul, transpose, swapLast } = ops
  gradients.set(`output.${layer}`, matmul(transpose(block.mixed), dx))
  const dMixed = ops.heads(matmul(dx, transpose(`output.${layer}`)))
  const dAttention = matmul(dMixed, swapLast(block.value))
  const dSoftmax = sub(dAttention, ops.sumLast(mul(dAttention, block.attention)))
  const dScores = ops.scaled(mul(block.attention, dSoftmax))
  const dQuery = ops.joined(ops.rotateBackward(matmul(dScores, block.key)))
  const dKey = ops.joined(ops.rotateBackward(matmul(swapLast(dScores), block.query)))
  const dValue = ops.joined(matmul(swapLast(block.attention), dMixed))
  const input = transpose(block.attnNorm.y)
  const parts = [
    ['query', dQuery],
    ['key', dKey],
    ['value', dValue],
  ] as const
  for (const [name, d] of parts) gradients.set(`${name}.${layer}`, matmul(input, d))
  const dInput = parts.map(([name, d]) => matmul(d, transpose(`${name}.${layer}`))).reduce(add)
  const norm = ops.normBackward(dInput, block.attnNorm, `attnNorm.${layer}`)
  gradients.set(`attnNorm.${layer}`, norm.dGain)
  return add(dx, norm.dx)
}
