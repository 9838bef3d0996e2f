// @taonet/neuron: subnets as values, and the run-times of miners and validators.

export type { AdversaryProfile } from './adversary.ts'
export { canonicalJson } from './canonical-json.ts'
export { type Archive, clientArchive } from './chain/archive.ts'
export { clientChain } from './chain/client-chain.ts'
export { type Directory, type DirectoryOptions, type Neuron, watchDirectory } from './chain/directory.ts'
export type {
  AxonAddress,
  Head,
  NeuronChain,
  OpenCommit,
  RevealedWeights,
  Schedule,
  Seat,
} from './chain/neuron-chain.ts'
export { type Revealed, SimulatedChain } from './chain/simulated-chain.ts'
export {
  type Challenge,
  type ChallengeContext,
  type Comparison,
  compared,
  type Outcome,
  type Parameters,
  type ReferenceTools,
  type Scored,
  type Scorer,
  type ServicePath,
  type Step,
} from './challenge.ts'
export { isLoopback, mayConnect, type OwnNets, ownNets } from './dispatch/address-policy.ts'
export { createDispatcher, type DispatcherOptions, type LiveRequest } from './dispatch/dispatcher.ts'
export { FAILURES, type Failure } from './dispatch/failures.ts'
export type { Dispatcher, DispatchMetrics, Reply, SendOptions, Target, Timing } from './dispatch/reply.ts'
export { type BorrowedValidator, borrowValidator, type Lender } from './lending/borrow.ts'
export { type LendingOptions, startLending } from './lending/lend.ts'
export { embeddingService } from './miner/embedding-service.ts'
export { forwardService } from './miner/forward-service.ts'
export { type ChatFunction, type ChatFunctionOptions, functionService } from './miner/function-service.ts'
export type { MinerMetrics } from './miner/miner-metrics.ts'
export type { TlsIdentity } from './miner/ports.ts'
export { readBody } from './miner/request-body.ts'
export { runMiners, startMiners } from './miner/run-miners.ts'
export { type SelfTest, type SelfTestReport, selfTest } from './miner/self-test.ts'
export {
  type MinerServer,
  type MinerServerOptions,
  type RequestEntry,
  startMinerServer,
} from './miner/server.ts'
export {
  type Answer,
  InvalidBody,
  type Route,
  route,
  type Service,
  type ServiceContext,
  UnsupportedParameter,
} from './miner/service.ts'
export { type ServiceTest, testService } from './miner/service-test.ts'
export { completeChat, textService } from './miner/text-service.ts'
export {
  assembleChat,
  type ChatChunk,
  type ChatRequest,
  type ChatRequestInput,
  type ChatResponse,
  chatChunk,
  chatRequest,
  chatResponse,
  type TokenAlternative,
  type TokenLogprob,
} from './openai/chat.ts'
export {
  type EmbeddingsRequest,
  type EmbeddingsResponse,
  embeddingsRequest,
  embeddingsResponse,
  vectorsOf,
} from './openai/embeddings.ts'
export type { ErrorBody } from './openai/error-body.ts'
export { type ResponseFormat, responseFormat } from './openai/response-format.ts'
export {
  assembleCalls,
  callDeltas,
  type JsonSchema,
  type Tool,
  type ToolCall,
  type ToolCallDelta,
  type ToolChoice,
  toolCalls,
  toolChoice,
  tools,
} from './openai/tools.ts'
export type {
  MinerConfig,
  Miners,
  MinersConfig,
  RunningMiner,
  RunningValidator,
  ValidatorSubnet,
  Validators,
  ValidatorsConfig,
} from './processes.ts'
export type { PortRange } from './relay/port-range.ts'
export { type Relay, type RelayMetrics, type RelayOptions, startRelay } from './relay/relay.ts'
export type { Finding, SafetyPolicy } from './safety-policy.ts'
export { type SelfSigned, selfSigned } from './self-signed.ts'
export {
  type ChallengeKind,
  defineSubnet,
  type Envelope,
  type EnvelopeOptions,
  type KindAverage,
  type KindAverages,
  type Subnet,
  type SubnetLiteral,
  type Teaching,
  type WeighedAnswer,
} from './subnet.ts'
export { pinOfPem } from './tls-pin.ts'
export {
  type AuditOptions,
  type AuditReport,
  auditEvidence,
  type Disagreement,
  MEASURED_TOLERANCE,
} from './validator/audit.ts'
export type { Cost, CostReport } from './validator/cost-meter.ts'
export { type DetectionLine, detectionPower, type ProbeCounts } from './validator/detection-power.ts'
export { evidenceEpochs, evidenceFile } from './validator/evidence.ts'
export { type EvidenceProof, evidenceRoot, provesLine } from './validator/evidence-tree.ts'
export { exposition } from './validator/exposition.ts'
export type { Incident } from './validator/incident-log.ts'
export { KEPT_LESSONS, type Lesson, LessonBook, lessonsOf, type Scoring } from './validator/lessons.ts'
export { runChallenge } from './validator/probe.ts'
export {
  type EvidenceRecord,
  evidenceFolder,
  type KindRecord,
  readEvidence,
} from './validator/read-evidence.ts'
export { runValidators, startValidators } from './validator/run-validators.ts'
export type { ScoreLine, ValidatorMetrics } from './validator/validator-metrics.ts'
export { type EvidenceReport, type Problem, verifyEvidence } from './validator/verify-evidence.ts'
export { VETO } from './validator/veto.ts'
export type { WeightsAlarm } from './validator/weight-alarm.ts'
export { equalWeights, type ScoredUid, type WeightList, weightsOf } from './validator/weights.ts'
