// @taonet/runtime: the protocol. Pure and synchronous; hosts drive it through the Runtime interface.
export { ApiNotFound, type Steps } from './api.ts'
export { GENESIS_POWER, MAX_TOTAL_POWER } from './chapters/authorities/table.ts'
export { MAX_BLOCK_BYTES, MAX_BLOCK_TIME, STRANGERS_A_BLOCK } from './chapters/system/limits.ts'
export {
  type AlphaSplit,
  type EpochReplay,
  type Judgement,
  replayEpoch,
  type SeatPay,
  type ValidatorPayout,
} from './epoch-replay.ts'
export { extrinsicsRoot } from './executive.ts'
export type { DispatchError, Rejection } from './failure.ts'
export { Bug } from './failure.ts'
export type { GenesisSpec, PlainValue } from './genesis-spec.ts'
export { Alpha, NetUid, StorageIndex, Tao, Uid } from './nouns.ts'
export { PROFILES, type Profile, type ProfileName } from './profile.ts'
export { createRuntime } from './runtime.ts'
export type * from './runtime-port.ts'
export type { Changes, StateView, StorageKey } from './state.ts'
export type { EventValue } from './world.ts'
