// What signs and verifies sr25519, whoever does it, and the shape that each may count on.

/** `secret` is in half-ed25519 form (scalar times 8, then the nonce seed), which both engines take. */
export interface Sr25519Pair {
  readonly publicKey: Uint8Array
  readonly secret: Uint8Array
}

export interface Sr25519Engine {
  sign(pair: Sr25519Pair, message: Uint8Array): Uint8Array
  /** Asked only about what has the shape. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}

/** Sizes, and not the identity as a key: under it anybody can sign, and only one of the libraries refuses it. */
export function isSr25519Shape(publicKey: Uint8Array, signature: Uint8Array): boolean {
  return publicKey.length === 32 && signature.length === 64 && publicKey.some(byte => byte !== 0)
}
