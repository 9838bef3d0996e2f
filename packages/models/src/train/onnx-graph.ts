/** A small builder for ONNX graphs: operations return the name of their result; `encode` gives the model's bytes. */
import proto from 'onnx-proto'

const { onnx } = proto
const FLOAT = onnx.TensorProto.DataType.FLOAT
const INT64 = onnx.TensorProto.DataType.INT64

/** A tensor of the graph, known by its name. */
export type Node = string

interface Value {
  readonly name: string
  readonly dims: readonly number[]
  readonly type: number
}

export interface Graph {
  input(name: string, dims: readonly number[], type?: 'float' | 'int64'): Node
  floats(values: ArrayLike<number>, dims: readonly number[]): Node
  ints(values: readonly number[]): Node
  int(value: number): Node
  op(
    type: string,
    inputs: readonly Node[],
    attributes?: Readonly<Record<string, number | readonly number[]>>,
  ): Node
  output(name: string, node: Node, dims: readonly number[]): void
  /** The graph as an ONNX ModelProto, operator set 17. */
  encode(): Uint8Array
}

export function createGraph(): Graph {
  const nodes: proto.onnx.INodeProto[] = []
  const constants: proto.onnx.ITensorProto[] = []
  const inputs: Value[] = []
  const outputs: Value[] = []
  let names = 0

  const constant = (dataType: number, dims: readonly number[], data: ArrayBufferView): Node => {
    const name = `c${names++}`
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    constants.push({ name, dataType, dims: [...dims], rawData })
    return name
  }
  const longs = (values: readonly number[]) => BigInt64Array.from(values, BigInt)

  return {
    input(name, dims, type = 'float') {
      inputs.push({ name, dims, type: type === 'float' ? FLOAT : INT64 })
      return name
    },
    floats: (values, dims) => constant(FLOAT, dims, Float32Array.from(values)),
    ints: values => constant(INT64, [values.length], longs(values)),
    int: value => constant(INT64, [], longs([value])),
    op(type, operands, attributes = {}) {
      const name = `t${names++}`
      const attribute = Object.entries(attributes).map(([key, value]) =>
        typeof value === 'number'
          ? { name: key, i: value, type: 2 }
          : { name: key, ints: [...value], type: 7 },
      )
      nodes.push({ opType: type, input: [...operands], output: [name], attribute })
      return name
    },
    output(name, node, dims) {
      nodes.push({ opType: 'Identity', input: [node], output: [name], attribute: [] })
      outputs.push({ name, dims, type: FLOAT })
    },
    encode() {
      const graph = {
        name: 'graph',
        node: nodes,
        input: inputs.map(valueInfo),
        output: outputs.map(valueInfo),
        initializer: constants,
      }
      const model = onnx.ModelProto.create({
        irVersion: 8,
        opsetImport: [{ domain: '', version: 17 }],
        graph,
      })
      return onnx.ModelProto.encode(model).finish()
    },
  }
}

const valueInfo = ({ name, dims, type }: Value): proto.onnx.IValueInfoProto => ({
  name,
  type: { tensorType: { elemType: type, shape: { dim: dims.map(dimValue => ({ dimValue })) } } },
})
