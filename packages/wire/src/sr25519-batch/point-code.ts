// Points of the twisted Edwards curve -x² + y² = 1 + dx²y² (RFC 8032 §5.1): (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z, and
// what is added is kept as (Y+X, Y-X, Z, 2dT). Formulas of Hisil, Wong, Carter and Dawson (2008), §3.1 and §3.3.
import { type Code, call, get, I32, i32, writeModule } from '../wasm-writer.ts'
import { add, FIELD_BYTES, multiply, square, subtract } from './field-code.ts'
import { type Func, op32 } from './wasm-code.ts'

export const POINT_BYTES = 4 * FIELD_BYTES

/** Memory of the functions' own. */
const SCRATCH = 64
const scratch = (index: number): Code => i32(SCRATCH + index * FIELD_BYTES)
/** Where 1 and 2d stand; the caller puts them there. */
export const ONE = SCRATCH + 8 * FIELD_BYTES
export const TWICE_D = ONE + FIELD_BYTES
/** What lies from here on is the caller's. */
export const FREE_MEMORY = 1024

const [OUT, P, Q] = [0, 1, 2]
const part = (of: number, index: number): Code => [...get(of), ...i32(index * FIELD_BYTES), ...op32.add]
const x = (of: number): Code => part(of, 0)
const y = (of: number): Code => part(of, 1)
const z = (of: number): Code => part(of, 2)
const t = (of: number): Code => part(of, 3)

// In the order in which the module has them.
const [MULTIPLY, SQUARE, ADD, SUBTRACT] = [0, 1, 2, 3]
const mul = (out: Code, a: Code, b: Code): Code => [...out, ...a, ...b, ...call(MULTIPLY)]
const squ = (out: Code, a: Code): Code => [...out, ...a, ...i32(1), ...call(SQUARE)]
const sum = (out: Code, a: Code, b: Code): Code => [...out, ...a, ...b, ...call(ADD)]
const dif = (out: Code, a: Code, b: Code): Code => [...out, ...a, ...b, ...call(SUBTRACT)]

const [E, F, G, H, R] = [scratch(0), scratch(1), scratch(2), scratch(3), scratch(4)] as const

const composed: Code = [
  ...mul(x(OUT), E, F),
  ...mul(y(OUT), G, H),
  ...mul(z(OUT), F, G),
  ...mul(t(OUT), E, H),
]

/** Adds what is kept for adding, or its negative: there Y+X and Y-X change places, and 2dT its sign. */
const sumOfPoints = (negative: boolean): Func => ({
  params: 3,
  locals: 0,
  body: [
    ...sum(E, y(P), x(P)),
    ...mul(E, E, negative ? y(Q) : x(Q)),
    ...dif(R, y(P), x(P)),
    ...mul(R, R, negative ? x(Q) : y(Q)),
    ...sum(H, E, R),
    ...dif(E, E, R),
    ...mul(R, t(P), t(Q)),
    ...mul(G, z(P), z(Q)),
    ...sum(F, G, G),
    ...(negative ? dif(G, F, R) : sum(G, F, R)),
    ...(negative ? sum(F, F, R) : dif(F, F, R)),
    ...composed,
  ],
})

const double: Func = {
  params: 2,
  locals: 0,
  body: [
    ...squ(R, x(P)),
    ...squ(G, y(P)),
    ...sum(H, G, R),
    ...dif(G, G, R),
    ...sum(E, x(P), y(P)),
    ...squ(E, E),
    ...dif(E, E, H),
    ...squ(R, z(P)),
    ...sum(F, R, R),
    ...dif(F, F, G),
    ...composed,
  ],
}

const keep: Func = {
  params: 2,
  locals: 0,
  body: [
    ...sum(x(OUT), y(P), x(P)),
    ...dif(y(OUT), y(P), x(P)),
    ...mul(t(OUT), t(P), i32(TWICE_D)),
    ...mul(z(OUT), z(P), i32(ONE)),
  ],
}

const all = {
  multiply,
  square,
  add,
  subtract,
  sum: sumOfPoints(false),
  difference: sumOfPoints(true),
  double,
  keep,
}

/** What the module exports: addresses in, results in memory. `memory` has `pages` of 64 KiB. */
export const curveModule = (pages: number): Uint8Array<ArrayBuffer> =>
  writeModule({
    memory: { minimum: pages, maximum: pages },
    functions: Object.entries(all).map(([name, { params, locals, body }]) => {
      const parameters = new Array<number>(params).fill(I32)
      return { name, parameters, results: [], locals: 0, wide: locals, body }
    }),
  })
