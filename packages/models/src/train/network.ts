/** Sessions of onnxruntime over our graphs: losses with gradients, and log-probabilities, as plain arrays. */
import * as ort from 'onnxruntime-node'
import { gradientName, trainingGraph } from './llama-backward.ts'
import { scoringGraph } from './llama-forward.ts'
import { type LlamaShape, type Parameters, parameterShapes } from './llama-shape.ts'
import type { BatchSize } from './tensor-ops.ts'

/** One thread: on shared cores a second one only spins. Denormals slow the backward pass tenfold. */
const OPTIONS: ort.InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
  extra: { session: { set_denormal_as_zero: '1' } },
}

export interface Batch {
  /** N token numbers, row after row. */
  readonly tokens: Int32Array
  /** The N tokens to be foretold. */
  readonly targets: Int32Array
  /** The N weights of the loss. */
  readonly weights: Float32Array
}

export interface Trainer {
  lossAndGradients(parameters: Parameters, batch: Batch): Promise<{ loss: number; gradients: Parameters }>
  close(): Promise<void>
}

export interface Scorer {
  /** Natural log-probabilities [N, vocabulary] of the token after each position. */
  logProbabilities(parameters: Parameters, tokens: Int32Array): Promise<Float32Array>
  close(): Promise<void>
}

export async function openTrainer(shape: LlamaShape, size: BatchSize): Promise<Trainer> {
  const session = await ort.InferenceSession.create(trainingGraph(shape, size), OPTIONS)
  const positions = size.rows * size.length
  return {
    async lossAndGradients(parameters, batch) {
      const feeds = parameterFeeds(shape, parameters)
      feeds.tokens = longs(batch.tokens)
      feeds.targets = longs(batch.targets)
      feeds.weights = new ort.Tensor('float32', batch.weights, [positions])
      const outputs = await session.run(feeds)
      const gradients = new Map<string, Float32Array<ArrayBuffer>>()
      for (const name of parameterShapes(shape).keys())
        gradients.set(name, floats(outputs, gradientName(name)))
      return { loss: floats(outputs, 'loss')[0] ?? Number.NaN, gradients }
    },
    close: () => session.release(),
  }
}

export async function openScorer(shape: LlamaShape, size: BatchSize): Promise<Scorer> {
  const session = await ort.InferenceSession.create(scoringGraph(shape, size), OPTIONS)
  return {
    async logProbabilities(parameters, tokens) {
      const feeds = parameterFeeds(shape, parameters)
      feeds.tokens = longs(tokens)
      return floats(await session.run(feeds), 'logProbabilities')
    },
    close: () => session.release(),
  }
}

function parameterFeeds(shape: LlamaShape, parameters: Parameters): Record<string, ort.Tensor> {
  const feeds: Record<string, ort.Tensor> = {}
  for (const [name, dims] of parameterShapes(shape)) {
    const values = parameters.get(name)
    if (values === undefined) throw new RangeError(`parameter ${name} is missing`)
    feeds[name] = new ort.Tensor('float32', values, dims)
  }
  return feeds
}

const longs = (values: Int32Array) =>
  new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [values.length])

function floats(outputs: ort.InferenceSession.OnnxValueMapType, name: string): Float32Array<ArrayBuffer> {
  const tensor = outputs[name]
  if (tensor === undefined || !('data' in tensor)) throw new RangeError(`the graph has no output ${name}`)
  if (!(tensor.data instanceof Float32Array)) throw new TypeError(`output ${name} is not of floats`)
  return new Float32Array(tensor.data)
}
