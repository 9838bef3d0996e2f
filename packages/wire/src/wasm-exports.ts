// What a WebAssembly module exports, looked at before it is used: functions over numbers, and its memory.

type WasmFunction = (...numbers: number[]) => number
const isFunction = (value: unknown): value is WasmFunction => typeof value === 'function'

/** @throws Error when the module has no such function. */
export function exportedFunction(exports: WebAssembly.Exports, name: string): WasmFunction {
  const found = exports[name]
  if (!isFunction(found)) throw new Error(`the WebAssembly module exports no ${name}`)
  return found
}

/** @throws Error when the module exports no memory. */
export function memoryOf({ memory }: WebAssembly.Exports): WebAssembly.Memory {
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('the WebAssembly module exports no memory')
  return memory
}
