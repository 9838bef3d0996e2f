// schnorrkel as WebAssembly, from its package's bytes alone: the JavaScript which that package puts around them takes ten
// times as long to load as the code itself, in every process and thread that verifies.

import { inflateSync } from 'node:zlib'
import { bytes } from '@polkadot/wasm-crypto-wasm/cjs/bytes'
import type { Sr25519Engine } from './sr25519-engine.ts'
import { exportedFunction, memoryOf } from './wasm-exports.ts'

export function compileSr25519(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(new Uint8Array(inflateSync(Buffer.from(bytes, 'base64'))))
}

const absent = (): never => {
  throw new Error('schnorrkel asked for something that it never needs here')
}

/** A part of the code's memory: to be made anew after each call, which may move the memory. */
type View = (at: number, length: number) => Uint8Array<ArrayBuffer>

/** The code looks for `self.crypto.getRandomValues`; objects are numbers to it, and it asks only whether each is there. */
const bindings = (view: View): WebAssembly.ModuleImports => ({
  __wbg_self_1b7a39e3a92c949c: () => 1,
  __wbg_crypto_968f1772287e2df0: () => 2,
  __wbg_getRandomValues_a3d34b4fee3c2869: () => 3,
  __wbindgen_is_undefined: () => 0,
  __wbindgen_object_drop_ref: () => {},
  __wbg_getRandomValues_f5e14ab7ac8e995d: (_crypto: number, at: number, length: number) => {
    crypto.getRandomValues(view(at, length))
  },
  __wbg_require_604837428532a733: absent,
  __wbg_randomFillSync_d5bd2d655fdf256a: absent,
})

/** What wasm-bindgen gives back by a pointer and a length. */
const PAIR_BYTES = 16

/** @throws Error when the module is not that of `compileSr25519`. */
export async function sr25519Engine(module: WebAssembly.Module): Promise<Sr25519Engine> {
  const view: View = (at, length) => new Uint8Array(memoryOf(exports).buffer, at, length)
  const { exports } = await WebAssembly.instantiate(module, { wbg: bindings(view) })
  const allocate = exportedFunction(exports, '__wbindgen_malloc')
  const free = exportedFunction(exports, '__wbindgen_free')
  const moveStack = exportedFunction(exports, '__wbindgen_add_to_stack_pointer')
  const sign = exportedFunction(exports, 'ext_sr_sign')
  const verify = exportedFunction(exports, 'ext_sr_verify')

  /** An argument's place and length; the code frees it. */
  const given = (bytes: Uint8Array): readonly [number, number] => {
    const at = allocate(bytes.length)
    view(at, bytes.length).set(bytes)
    return [at, bytes.length]
  }
  return {
    sign({ publicKey, secret }, message) {
      const result = moveStack(-PAIR_BYTES)
      try {
        sign(result, ...given(publicKey), ...given(secret), ...given(message))
        const [at = 0, length = 0] = new Uint32Array(memoryOf(exports).buffer, result, 2)
        const signature = view(at, length).slice()
        free(at, length)
        return signature
      } finally {
        moveStack(PAIR_BYTES)
      }
    },
    verify: (publicKey, message, signature) =>
      verify(...given(signature), ...given(message), ...given(publicKey)) !== 0,
  }
}
