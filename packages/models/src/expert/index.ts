/** A private expert: trained on files that stay here, judged by questions fixed beforehand, tried for leaks. */
export { type Canary, makeCanaries } from './canaries.ts'
export { type Checkpoint, loadCheckpoint, saveCheckpoint } from './checkpoint.ts'
export { exposures, extracted, type Hidden } from './exposure.ts'
export { type LeakReport, type LeakTrial, tryForLeaks } from './leak-trial.ts'
export { type ExpertEvent, type ExpertJob, exactShare, makeExpert } from './make-expert.ts'
export { LONGEST_PAIR, type Pair, type Pairs, readPairs } from './read-pairs.ts'
export {
  type ExpertFiles,
  filesOf,
  readReveal,
  readScore,
  revealOnDisk,
  type Score,
  type ScoredReveal,
} from './seal-files.ts'
export {
  type EvaluationItem,
  flawOfReveal,
  type Reveal,
  revealEvaluation,
  type Seal,
  sealEvaluation,
} from './sealed-eval.ts'
export { type FoundSecret, looksRandom, type SecretShape, secretIn } from './secret-shapes.ts'
export { SCRATCH, type Start, startingPoint } from './seed-weights.ts'
export {
  type Expert,
  type ExpertHooks,
  type ExpertPlan,
  type ExpertProgress,
  trainExpert,
} from './train-expert.ts'
export { type Reason, type Sifted, sift, type Withheld } from './withhold.ts'
