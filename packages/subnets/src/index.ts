// @taonet/subnets: the subnets we ship.

export { embeddings, embeddingsWorth } from './embeddings/subnet.ts'
export { type OwnTools, referenceTools } from './reference-tools.ts'
export { cheatService } from './text/cheat.ts'
export { text, textWorth } from './text/subnet.ts'
