/** One onnxruntime session with one float input and one float output. */
import * as ort from 'onnxruntime-node'
import { NetError } from '../net-error.ts'

export interface Tensor {
  readonly data: Float32Array
  readonly dims: readonly number[]
}

export interface Network {
  run(input: Tensor): Promise<Tensor>
  close(): Promise<void>
}

/** One thread: the machine serves other models too. `weights` is a path or the bytes of an ONNX file. */
export async function openNetwork(weights: string | Uint8Array): Promise<Network> {
  const options: ort.InferenceSession.SessionOptions = {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Pictures differ in size: memory kept from the largest would never be given back.
    enableCpuMemArena: false,
    logSeverityLevel: 3,
  }
  const session = await (typeof weights === 'string'
    ? ort.InferenceSession.create(weights, options)
    : ort.InferenceSession.create(weights, options))
  const [input = ''] = session.inputNames
  const [output = ''] = session.outputNames
  return {
    async run({ data, dims }) {
      const result = (await session.run({ [input]: new ort.Tensor('float32', data, dims) }))[output]
      if (result === undefined || !('data' in result) || !(result.data instanceof Float32Array))
        throw new NetError('unavailable', 'the network has no output of floats')
      return { data: result.data, dims: result.dims }
    },
    close: () => session.release(),
  }
}
