/** Trained networks as GGUF files (version 3): architecture `llama`, matrices F16, norms F32; written, and read back. */
import { byteWriter } from './byte-writer.ts'
import { type LlamaShape, type Parameters, parameterShapes } from './llama-shape.ts'
import { NORM_EPSILON } from './tensor-ops.ts'
import { CHAT_TEMPLATE, END, tokenSpellings } from './vocabulary.ts'

export interface GgufHeader {
  readonly name: string
  readonly license: string
  readonly description: string
  /** Positions the network was trained on. */
  readonly contextLength: number
}

interface Tensor {
  readonly name: string
  /** GGUF order: the fastest-running dimension first. */
  readonly dims: readonly number[]
  readonly type: number
  readonly data: Uint8Array
}

const VERSION = 3
const ALIGNMENT = 32
const F32 = 0
const F16 = 1
/** `general.file_type`: mostly F16. */
const MOSTLY_F16 = 1
const NORMAL_TOKEN = 1
const CONTROL_TOKEN = 3

/** Type numbers of metadata values. */
const TYPE = { i32: 5, u32: 4, f32: 6, bool: 7, text: 8, array: 9 } as const

type Value =
  | { readonly type: 'u32' | 'f32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'texts'; readonly value: readonly string[] }
  | { readonly type: 'i32s'; readonly value: readonly number[] }

/** Our parameter names → GGUF's. */
const NAMES: Readonly<Record<string, string>> = {
  attnNorm: 'attn_norm',
  query: 'attn_q',
  key: 'attn_k',
  value: 'attn_v',
  output: 'attn_output',
  feedNorm: 'ffn_norm',
  gate: 'ffn_gate',
  up: 'ffn_up',
  down: 'ffn_down',
}

export function ggufFile(shape: LlamaShape, parameters: Parameters, header: GgufHeader): Uint8Array {
  const tensors = [...parameterShapes(shape)].map(([name, dims]) => tensor(name, dims, parameters))
  const metadata = describe(shape, header)
  const out = byteWriter()
  out.bytes(Buffer.from('GGUF'))
  out.u32(VERSION)
  out.u64(tensors.length)
  out.u64(metadata.length)
  for (const [key, value] of metadata) {
    out.text(key)
    writeValue(out, value)
  }
  let offset = 0
  for (const { name, dims, type, data } of tensors) {
    out.text(name)
    out.u32(dims.length)
    for (const dim of dims) out.u64(dim)
    out.u32(type)
    out.u64(offset)
    offset += Math.ceil(data.length / ALIGNMENT) * ALIGNMENT
  }
  for (const { data } of tensors) {
    out.align(ALIGNMENT)
    out.bytes(data)
  }
  out.align(ALIGNMENT)
  return out.finish()
}

function describe(shape: LlamaShape, header: GgufHeader): [string, Value][] {
  const u32 = (value: number): Value => ({ type: 'u32', value })
  const f32 = (value: number): Value => ({ type: 'f32', value })
  const text = (value: string): Value => ({ type: 'text', value })
  const spellings = tokenSpellings()
  return [
    ['general.architecture', text('llama')],
    ['general.name', text(header.name)],
    ['general.license', text(header.license)],
    ['general.description', text(header.description)],
    ['general.file_type', u32(MOSTLY_F16)],
    ['llama.context_length', u32(header.contextLength)],
    ['llama.embedding_length', u32(shape.width)],
    ['llama.block_count', u32(shape.layers)],
    ['llama.feed_forward_length', u32(shape.hidden)],
    ['llama.attention.head_count', u32(shape.heads)],
    ['llama.attention.head_count_kv', u32(shape.heads)],
    ['llama.attention.layer_norm_rms_epsilon', f32(NORM_EPSILON)],
    ['llama.rope.dimension_count', u32(shape.width / shape.heads)],
    ['llama.rope.freq_base', f32(shape.ropeBase)],
    ['llama.vocab_size', u32(shape.vocabulary)],
    ['tokenizer.ggml.model', text('gpt2')],
    ['tokenizer.ggml.pre', text('gpt-2')],
    ['tokenizer.ggml.tokens', { type: 'texts', value: spellings }],
    [
      'tokenizer.ggml.token_type',
      { type: 'i32s', value: spellings.map((_, token) => (token < 256 ? NORMAL_TOKEN : CONTROL_TOKEN)) },
    ],
    ['tokenizer.ggml.merges', { type: 'texts', value: [] }],
    ['tokenizer.ggml.bos_token_id', u32(END)],
    ['tokenizer.ggml.eos_token_id', u32(END)],
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: false }],
    ['tokenizer.chat_template', text(CHAT_TEMPLATE)],
  ]
}

function writeValue(out: ReturnType<typeof byteWriter>, entry: Value): void {
  switch (entry.type) {
    case 'texts':
      out.u32(TYPE.array)
      out.u32(TYPE.text)
      out.u64(entry.value.length)
      for (const text of entry.value) out.text(text)
      return
    case 'i32s':
      out.u32(TYPE.array)
      out.u32(TYPE.i32)
      out.u64(entry.value.length)
      for (const value of entry.value) out.u32(value)
      return
    case 'text':
      out.u32(TYPE.text)
      out.text(entry.value)
      return
    case 'bool':
      out.u32(TYPE.bool)
      out.bytes(Uint8Array.of(entry.value ? 1 : 0))
      return
    case 'u32':
      out.u32(TYPE.u32)
      out.u32(entry.value)
      return
    case 'f32':
      out.u32(TYPE.f32)
      out.f32(entry.value)
  }
}

/** llama.cpp reads a matrix as [out, in] and computes `W x`; ours is [in, out]: the rows are transposed. */
function tensor(name: string, dims: readonly number[], parameters: Parameters): Tensor {
  const values = parameters.get(name)
  if (values === undefined) throw new RangeError(`parameter ${name} is missing`)
  const [rows = 1, columns] = dims
  if (columns === undefined) return { name: ggufName(name), dims, type: F32, data: bytesOf(values) }
  if (name === 'embed')
    return { name: ggufName(name), dims: [columns, rows], type: F16, data: halves(values) }
  const turned = new Float32Array(values.length)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j] ?? 0
  }
  return { name: ggufName(name), dims: [rows, columns], type: F16, data: halves(turned) }
}

function ggufName(name: string): string {
  if (name === 'embed') return 'token_embd.weight'
  if (name === 'finalNorm') return 'output_norm.weight'
  const [part = '', layer] = name.split('.')
  return `blk.${layer}.${NAMES[part]}.weight`
}

/**
 * The parameters of a file that `ggufFile` wrote for this shape, to train on. The tensors are the end of the file, in
 * their fixed order, so their places follow from the shape. Throws RangeError when the file is too short for it.
 */
export function ggufParameters(shape: LlamaShape, file: Uint8Array): Parameters {
  const sizes = [...parameterShapes(shape)].map(([name, dims]) => {
    const count = dims.reduce((a, b) => a * b)
    return { name, dims, count, bytes: count * (dims.length === 1 ? 4 : 2) }
  })
  const padded = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
  let offset = file.length - sizes.reduce((sum, { bytes }) => sum + padded(bytes), 0)
  if (offset < 0) throw new RangeError('the file is smaller than a network of this shape')
  const parameters = new Map<string, Float32Array<ArrayBuffer>>()
  for (const { name, dims, count, bytes } of sizes) {
    const data = new Uint8Array(file.subarray(offset, offset + bytes)).buffer
    const [rows = 1, columns] = dims
    const values = columns === undefined ? new Float32Array(data) : Float32Array.from(new Float16Array(data))
    const turned = columns === undefined || name === 'embed' ? values : new Float32Array(count)
    if (turned !== values && columns !== undefined) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) turned[i * columns + j] = values[j * rows + i] ?? 0
      }
    }
    parameters.set(name, turned)
    offset += padded(bytes)
  }
  return parameters
}

const bytesOf = (values: ArrayBufferView) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

const halves = (values: Float32Array) => bytesOf(new Float16Array(values))
