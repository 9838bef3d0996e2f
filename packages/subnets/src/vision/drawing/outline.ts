// Outlines as closed polygons, and the plane's affine maps. Only + − × ÷ and square roots: those give the same bits on every
// machine, which sines, cosines and logarithms do not.

export type Point = readonly [x: number, y: number]
/** Closed: the last point joins the first. */
export type Contour = readonly Point[]
export type Outline = readonly Contour[]

/** (x, y) ↦ (a·x + c·y + e, b·x + d·y + f). */
export interface Affine {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

/** A turn by the angle whose half has this tangent, clockwise on a screen, with equal scaling. */
export function turn(tangentOfHalf: number, scale = 1): Affine {
  const t = tangentOfHalf
  const cos = ((1 - t * t) / (1 + t * t)) * scale
  const sin = ((2 * t) / (1 + t * t)) * scale
  return { a: cos, b: sin, c: -sin, d: cos, e: 0, f: 0 }
}

export const moved = (map: Affine, x: number, y: number): Affine => ({ ...map, e: map.e + x, f: map.f + y })

/** First `inner`, then `outer`. */
export const after = (outer: Affine, inner: Affine): Affine => ({
  a: outer.a * inner.a + outer.c * inner.b,
  b: outer.b * inner.a + outer.d * inner.b,
  c: outer.a * inner.c + outer.c * inner.d,
  d: outer.b * inner.c + outer.d * inner.d,
  e: outer.a * inner.e + outer.c * inner.f + outer.e,
  f: outer.b * inner.e + outer.d * inner.f + outer.f,
})

export const at = ({ a, b, c, d, e, f }: Affine, [x, y]: Point): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
]

export const mapped = (outline: Outline, map: Affine): Outline =>
  outline.map(contour => contour.map(point => at(map, point)))
