// Chance that no miner can foresee or take part in, for what need not be replayed.

/** Uniform in 0 … 1, 1 excluded. */
export const chance = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
