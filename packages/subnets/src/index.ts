// @taonet/subnets: the subnets we ship.

export { referenceTools } from './embeddings/reference-tools.ts'
export { embeddings, embeddingsWorth } from './embeddings/subnet.ts'
export { cheatService } from './text/cheat.ts'
export { text, textWorth } from './text/subnet.ts'
