/** Models for taonet: found, fetched, verified and run in host processes. */
export { type Catalogued, catalogue } from './catalogue.ts'
export type { HostedText } from './host/hosted.ts'
export type {
  Alternative,
  ChatMessage,
  EmbeddingModel,
  Finish,
  Generation,
  Likelihood,
  ModelCard,
  Piece,
  TextModel,
} from './model.ts'
export { NetError } from './net-error.ts'
export { type Models, type OpenOptions, openModels, type ProgressEvent } from './open.ts'
export { type OpenedModel, openOne } from './open-one.ts'
export { openaiServer } from './openai-server.ts'
export { referenceWeights } from './own-weights.ts'
export { type ReferenceEncoder, referenceEncoder } from './reference-encoder.ts'
export { type ReferenceModels, type ReferenceModelsOptions, referenceModels } from './reference-models.ts'
