/** Small classifiers of pictures and texts as ONNX graphs: with gradients for training, with weights for serving. */
import * as ort from 'onnxruntime-node'
import type { Random } from '../random.ts'
import type { Parameters } from './llama-shape.ts'
import { createGraph, type Graph, type Node } from './onnx-graph.ts'

/**
 * One layer: at each of its positions the same matrix is multiplied with some of the inputs. A dense layer has one position
 * that sees all of them; a convolution has many, each of which sees a window.
 */
export interface Layer {
  readonly inputs: number
  readonly positions: number
  readonly filters: number
  /** For each position the inputs it sees; `inputs` itself stands for a zero. Absent = one position, all inputs. */
  readonly windows?: readonly number[]
}

export interface ClassifierShape {
  /** Each but the last is followed by a rectifier; the last one's filters are the classes. */
  readonly layers: readonly Layer[]
}

export const dense = (inputs: number, filters: number): Layer => ({ inputs, positions: 1, filters })

/** Windows of `window`² (odd) over a square of `side`² cells of `channels` values each, every `stride` cells, zeros around it. */
export function convolution(
  side: number,
  channels: number,
  filters: number,
  { window, stride }: { readonly window: number; readonly stride: number },
): Layer {
  const steps = Math.ceil(side / stride)
  const reach = (window - 1) / 2
  const windows: number[] = []
  for (let row = 0; row < steps; row++)
    for (let column = 0; column < steps; column++)
      for (let dy = -reach; dy <= reach; dy++)
        for (let dx = -reach; dx <= reach; dx++) {
          const [y, x] = [row * stride + dy, column * stride + dx]
          const inside = y >= 0 && x >= 0 && y < side && x < side
          for (let c = 0; c < channels; c++)
            windows.push(inside ? (y * side + x) * channels + c : side * side * channels)
        }
  return { inputs: side * side * channels, positions: steps * steps, filters, windows }
}

const seen = ({ inputs, positions, windows }: Layer): number => (windows?.length ?? inputs) / positions
const weight = (i: number): string => `weight${i}`
const bias = (i: number): string => `bias${i}`

/** Normal with variance 2 / inputs (He et al. 2015), zero biases. */
export function initialClassifier({ layers }: ClassifierShape, random: Random): Parameters {
  const parameters = new Map<string, Float32Array<ArrayBuffer>>()
  layers.forEach((layer, i) => {
    const deviation = Math.sqrt(2 / seen(layer))
    parameters.set(
      weight(i),
      Float32Array.from({ length: seen(layer) * layer.filters }, () => random.normal() * deviation),
    )
    parameters.set(bias(i), new Float32Array(layer.filters))
  })
  return parameters
}

interface Passed {
  /** [rows · positions, seen], what the matrix was multiplied with. */
  readonly columns: Node
  readonly matrix: Node
  /** [rows · positions, filters], after the rectifier where there is one. */
  readonly result: Node
}

function forward(
  graph: Graph,
  { layers }: ClassifierShape,
  rows: number,
  input: Node,
  given: (name: string, dims: readonly number[]) => Node,
) {
  const { op } = graph
  let values = input
  const passed: Passed[] = layers.map((layer, i) => {
    const gathered = layer.windows
      ? op('Gather', [padded(graph, values, rows), graph.ints(layer.windows)], { axis: 1 })
      : values
    const columns = op('Reshape', [gathered, graph.ints([rows * layer.positions, seen(layer)])])
    const matrix = given(weight(i), [seen(layer), layer.filters])
    const sum = op('Add', [op('MatMul', [columns, matrix]), given(bias(i), [layer.filters])])
    const result = i < layers.length - 1 ? op('Relu', [sum]) : sum
    values = op('Reshape', [result, graph.ints([rows, layer.positions * layer.filters])])
    return { columns, matrix, result }
  })
  return { passed, scores: values }
}

const padded = (graph: Graph, values: Node, rows: number): Node =>
  graph.op('Concat', [values, graph.floats(new Float32Array(rows), [rows, 1])], { axis: 1 })

const classes = ({ layers }: ClassifierShape): number => layers.at(-1)?.filters ?? 0
const inputs = ({ layers }: ClassifierShape): number => layers[0]?.inputs ?? 0

/** A file that maps `rows` inputs to `rows` distributions over the classes. */
export function classifierFile(shape: ClassifierShape, parameters: Parameters, rows = 1): Uint8Array {
  const graph = createGraph()
  const input = graph.input('input', [rows, inputs(shape)])
  const { scores } = forward(graph, shape, rows, input, (name, dims) => {
    const values = parameters.get(name)
    if (values === undefined) throw new RangeError(`parameter ${name} is missing`)
    return graph.floats(values, dims)
  })
  graph.output('chances', graph.op('Softmax', [scores], { axis: -1 }), [rows, classes(shape)])
  return graph.encode()
}

const gradient = (name: string): string => `gradient of ${name}`

/** Loss (mean cross entropy, nats) and its gradients, by hand: an inference engine has none. */
function trainingFile(shape: ClassifierShape, rows: number): Uint8Array {
  const graph = createGraph()
  const { op } = graph
  const { layers } = shape
  const input = graph.input('input', [rows, inputs(shape)])
  const labels = graph.input('labels', [rows], 'int64')
  const { passed, scores } = forward(graph, shape, rows, input, (name, dims) => graph.input(name, dims))
  const right = op('OneHot', [labels, graph.int(classes(shape)), graph.floats([0, 1], [2])], { axis: -1 })
  const logs = op('LogSoftmax', [scores], { axis: -1 })
  const share = graph.floats([1 / rows], [])
  const loss = op('ReduceSum', [op('Mul', [right, logs])], { keepdims: 0 })
  graph.output('loss', op('Neg', [op('Mul', [loss, share])]), [])

  let slope = op('Mul', [op('Sub', [op('Exp', [logs]), right]), share])
  for (let i = layers.length - 1; i >= 0; i--) {
    const layer = layers[i]!
    const { columns, matrix, result } = passed[i]!
    const back = op('Reshape', [slope, graph.ints([rows * layer.positions, layer.filters])])
    const d = i < layers.length - 1 ? op('Mul', [back, op('Sign', [result])]) : back
    const transposed = op('Transpose', [columns], { perm: [1, 0] })
    graph.output(gradient(weight(i)), op('MatMul', [transposed, d]), [seen(layer), layer.filters])
    graph.output(gradient(bias(i)), op('ReduceSum', [d, graph.ints([0])], { keepdims: 0 }), [layer.filters])
    if (i > 0)
      slope = spread(graph, layer, rows, op('MatMul', [d, op('Transpose', [matrix], { perm: [1, 0] })]))
  }
  return graph.encode()
}

/** Gradients of what the positions saw, added up by input. */
function spread(graph: Graph, { inputs: count, windows }: Layer, rows: number, slopes: Node): Node {
  const { op } = graph
  if (!windows) return slopes
  const uses: number[][] = Array.from({ length: count }, () => [])
  for (const [at, source] of windows.entries()) uses[source]?.push(at)
  const most = Math.max(...uses.map(list => list.length))
  const index = uses.flatMap(list => [...list, ...new Array<number>(most - list.length).fill(windows.length)])
  const flat = op('Reshape', [slopes, graph.ints([rows, windows.length])])
  const gathered = op('Gather', [padded(graph, flat, rows), graph.ints(index)], { axis: 1 })
  const grouped = op('Reshape', [gathered, graph.ints([rows, count, most])])
  return op('ReduceSum', [grouped, graph.ints([2])], { keepdims: 0 })
}

export interface ClassifierBatch {
  /** [rows, inputs] */
  readonly input: Float32Array
  readonly labels: readonly number[]
}

export interface ClassifierTrainer {
  lossAndGradients(
    parameters: Parameters,
    batch: ClassifierBatch,
  ): Promise<{ loss: number; gradients: Parameters }>
  close(): Promise<void>
}

export async function openClassifierTrainer(
  shape: ClassifierShape,
  rows: number,
): Promise<ClassifierTrainer> {
  const session = await ort.InferenceSession.create(trainingFile(shape, rows), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { set_denormal_as_zero: '1' } },
  })
  return {
    async lossAndGradients(parameters, { input, labels }) {
      const feeds: Record<string, ort.Tensor> = {
        input: new ort.Tensor('float32', input, [rows, inputs(shape)]),
        labels: new ort.Tensor('int64', BigInt64Array.from(labels, BigInt), [rows]),
      }
      shape.layers.forEach((layer, i) => {
        feeds[weight(i)] = new ort.Tensor('float32', parameters.get(weight(i))!, [seen(layer), layer.filters])
        feeds[bias(i)] = new ort.Tensor('float32', parameters.get(bias(i))!, [layer.filters])
      })
      const results = await session.run(feeds)
      const floats = (name: string): Float32Array<ArrayBuffer> => {
        const data = results[name]?.data
        if (!(data instanceof Float32Array)) throw new TypeError(`the graph has no floats ${name}`)
        return new Float32Array(data)
      }
      const gradients = new Map([...parameters.keys()].map(name => [name, floats(gradient(name))]))
      return { loss: floats('loss')[0] ?? Number.NaN, gradients }
    },
    close: () => session.release(),
  }
}
