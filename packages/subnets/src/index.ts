// @taonet/subnets: the subnets we ship.

export { referenceTools } from './embeddings/reference-tools.ts'
export { combineEmbeddings, embeddings } from './embeddings/subnet.ts'
export { cheatService } from './text/cheat.ts'
export { combineText, text } from './text/subnet.ts'
