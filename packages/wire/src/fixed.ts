// Exact arithmetic of the protocol: binary fixed point, decimal share numbers, quintillionths, exact powers.
export * from './fixed/format.ts'
export * from './fixed/perquintill.ts'
export * from './fixed/power.ts'
export * from './fixed/safe-float.ts'
