// @taonet/subnets: the subnets we ship.

export { bidOf } from './compute/bid.ts'
export { type ComputeOptions, type ComputeService, computeService } from './compute/service.ts'
export { agreed, compute, computeWorth } from './compute/subnet.ts'
export { embeddings, embeddingsWorth } from './embeddings/subnet.ts'
export { type OwnTools, referenceTools } from './reference-tools.ts'
export { cheatService } from './text/cheat.ts'
export { type Story, story } from './text/grammar.ts'
export { type Skill, skills } from './text/skills/index.ts'
export { text } from './text/subnet.ts'
export { textWorth } from './text/worth.ts'
export { visionService } from './vision/service.ts'
export { vision, visionWorth } from './vision/subnet.ts'
