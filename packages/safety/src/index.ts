/** Local safety: what a prompt or an answer contains, a gate for streams, and probes that test others for the same. */
export { type Category, categories, type Finding, type Kind, kinds } from './categories.ts'
export {
  type Characters,
  createStreamGate,
  type GateOptions,
  type GateStep,
  type StreamGate,
} from './gate.ts'
export { type Looked, lookAt, type Span } from './looked.ts'
export { type Moderation, type ModerationCategory, moderate, moderationCategories } from './moderate.ts'
export {
  classifiedIn,
  findingsIn,
  inputPolicy,
  type Message,
  outputPolicy,
  type Policy,
  type PolicyOptions,
} from './policy.ts'
export { type BiasAxis, type BiasPair, biasGap, biasPairs } from './probes/bias.ts'
export { type Encoding, encodingNames, encodings } from './probes/encodings.ts'
export { leaks } from './probes/leaks.ts'
export {
  drawCanary,
  type RedTeamOptions,
  type RedTeamProbe,
  redTeam,
  redTeamFamilies,
} from './probes/red-team.ts'
export { refused, unsafe } from './probes/refused.ts'
export { type Thresholds, thresholds } from './thresholds.ts'
