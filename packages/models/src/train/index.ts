/** Training in TypeScript: Llama networks as ONNX graphs with gradients, AdamW, and GGUF files of the result. */
export { type Examiner, type Measurement, openExaminer } from './accuracy.ts'
export { type AdamWOptions, adamW, type Optimizer } from './adamw.ts'
export {
  type ClassifierBatch,
  type ClassifierShape,
  type ClassifierTrainer,
  classifierFile,
  convolution,
  dense,
  initialClassifier,
  type Layer,
  openClassifierTrainer,
} from './classifier.ts'
export { type GgufHeader, ggufFile, ggufParameters } from './gguf.ts'
export { ggufShape } from './gguf-shape.ts'
export {
  initialParameters,
  type LlamaShape,
  type Parameters,
  parameterCount,
  parameterShapes,
} from './llama-shape.ts'
export { type Batch, openScorer, openTrainer, type Scorer, type Trainer } from './network.ts'
export { packBatch } from './pack.ts'
export type { BatchSize } from './tensor-ops.ts'
export { type Phase, type TrainingHooks, type TrainingPlan, totalSteps, train } from './train.ts'
export { type Example, VOCABULARY_SIZE } from './vocabulary.ts'
