// @taonet/runtime/tables: the whole protocol as data: what clients, metadata and documentation are made from. No logic.
import { decode, encode } from '@taonet/wire'
import type { RuntimeApi } from './api.ts'
import { system } from './chapters/system/table.ts'
import { apis, chapters } from './chapters.ts'
import { callCodec, eventCodec } from './enum-codecs.ts'
import { isDispatchError } from './failure.ts'
import { type AnyCell, joinPallets } from './join.ts'
import { bindRuntimeEnums, type CallValue, MAX_ITEMS, RuntimeCall } from './runtime-enums.ts'
import type { EventRecord } from './runtime-port.ts'
import type { CallArgs, CallRow, ChapterLiteral, ErrorRow, Params } from './table.ts'

export type { ApiArgs, ApiMethods, ApiOutput, RuntimeApi } from './api.ts'
// Runtime APIs by name, for those who ask: `call(swapApi, 'current_alpha_price', { netuid })`.
export { accountNonceApi, transactionPaymentApi } from './apis/core.ts'
export { delegateInfoApi } from './apis/delegate-info.ts'
export { neuronInfoApi } from './apis/neuron-info.ts'
export { stakeInfoApi } from './apis/stake-info.ts'
export { subnetInfoApi } from './apis/subnet-info.ts'
export { subnetRegistrationApi } from './apis/subnet-registration.ts'
export { swapApi } from './apis/swap.ts'
export type { Cell, Columns, KeysOf, Leading } from './cell.ts'
// The chapters by name, for those who read rows: `staking.storage.SubnetTAO`.
export { aura } from './chapters/aura/table.ts'
export { authorities } from './chapters/authorities/table.ts'
export { balances } from './chapters/balances/table.ts'
export { children } from './chapters/children/table.ts'
export { commitments } from './chapters/commitments/table.ts'
export { crowdloan } from './chapters/crowdloan/table.ts'
export { emission } from './chapters/emission/table.ts'
export { epoch } from './chapters/epoch/table.ts'
export { keys } from './chapters/keys/table.ts'
export { leases } from './chapters/leases/table.ts'
export { locks } from './chapters/locks/table.ts'
export { members } from './chapters/members/table.ts'
export { neurons } from './chapters/neurons/table.ts'
export { proxy } from './chapters/proxy/table.ts'
export { staking } from './chapters/staking/table.ts'
export { subnets } from './chapters/subnets/table.ts'
export { swap } from './chapters/swap/table.ts'
export { weights } from './chapters/weights/table.ts'
export { chapters } from './chapters.ts'
export type { DispatchError } from './failure.ts'
export type { AnyCell, JoinedPallet } from './join.ts'
// The constructors of branded keys and amounts: whoever reads rows or asks questions needs them.
export { Alpha, MechId, NetUid, StorageIndex, Tao, Uid } from './nouns.ts'
export { type CallValue, RuntimeCall, RuntimeEvent } from './runtime-enums.ts'
export type { EventRecord } from './runtime-port.ts'
export { system }

export const pallets = joinPallets(chapters)

/** Every runtime API that is served. */
export const apiTables: readonly RuntimeApi[] = apis

bindRuntimeEnums({ call: callCodec(pallets), event: eventCodec(pallets) })

type Chapters = typeof chapters
export type PalletName = keyof Chapters
type CallsOf<C> = C extends { readonly literal: infer T extends ChapterLiteral } ? CallArgs<T> : never
type Has<C, N> = C extends unknown ? (N extends keyof C ? C[N] : never) : never
type Names<C> = C extends unknown ? keyof C : never
type Merged<U> = (U extends unknown ? (part: U) => void : never) extends (all: infer A) => void ? A : never

/** Names of a pallet's calls. */
export type CallName<P extends PalletName> = Names<CallsOf<Chapters[P][number]>> & string
/** Arguments of one call, by name. */
export type ArgsOfCall<P extends PalletName, N extends CallName<P>> = Has<CallsOf<Chapters[P][number]>, N>

/** SCALE bytes of a call, checked against the tables when it compiles. Throws RangeError for a value out of range. */
export function composeCall<P extends PalletName, N extends CallName<P>>(
  pallet: P,
  name: N,
  args: ArgsOfCall<P, N>,
): Uint8Array {
  return encode(RuntimeCall, callValue(pallet, name, args))
}

/** The same as a value, to be put inside another call. */
export function callValue<P extends PalletName, N extends CallName<P>>(
  pallet: P,
  name: N,
  args: ArgsOfCall<P, N>,
): CallValue {
  return { pallet, name, args: args as CallValue['args'] }
}

/** Throws DecodeError. */
export const decodeCall = (bytes: Uint8Array): CallValue => decode(RuntimeCall, bytes, MAX_ITEMS)

/** The value of `System.Events`. Throws DecodeError. */
export const decodeEvents = (bytes: Uint8Array): readonly EventRecord[] =>
  decode(system.storage.Events.value, bytes)

const byIndex = new Map(pallets.map(joined => [joined.pallet.index, joined]))
const byName = new Map(pallets.map(joined => [joined.pallet.name, joined]))

export interface ErrorDescription extends ErrorRow {
  /** Absent for the errors that every pallet shares. */
  readonly pallet?: string
}

/** What a decoded `DispatchError` means; undefined when the value is none, or of a pallet not in the tables. */
export function describeError(error: unknown): ErrorDescription | undefined {
  if (!isDispatchError(error)) return undefined
  if (error.kind !== 'Module')
    return { name: error.name, docs: `The frame refused: ${error.kind}.${error.name}.` }
  const joined = byIndex.get(error.pallet)
  const row = joined?.errors.get(error.error)
  return joined && row ? { pallet: joined.pallet.name, name: row.name, docs: row.docs } : undefined
}

const rowsOfCalls = new Map(
  pallets.flatMap(({ pallet, calls }) => [...calls.values()].map(row => [`${pallet.name}.${row.name}`, row])),
)

/** The row of a call; undefined when there is none of that name. */
export const callRow = (call: Pick<CallValue, 'pallet' | 'name'>): CallRow | undefined =>
  rowsOfCalls.get(`${call.pallet}.${call.name}`)

/** Any row of storage by its wire names. */
export const cellOf = (pallet: string, item: string): AnyCell | undefined =>
  byName.get(pallet)?.cells.get(item)

/** Rows with their types: `storage.Balances.TotalIssuance.key()`. */
// `joinPallets` took each row from the chapter whose literal gives the type, and refuses two of one name; what TypeScript
// knows of names does not outlive `Object.fromEntries`.
export const storage = Object.fromEntries(
  pallets.map(({ pallet, cells }) => [pallet.name, Object.fromEntries(cells)]),
) as unknown as { readonly [P in PalletName]: Merged<Chapters[P][number]['storage']> }

export interface Hyperparameter {
  readonly pallet: string
  readonly name: string
  readonly param: Params[string]
}

/** All parameters of all chapters, in the order of the tables. */
export const hyperparameters: readonly Hyperparameter[] = Object.values(chapters)
  .flat()
  .flatMap(({ pallet, literal }: { pallet: { name: string }; literal: ChapterLiteral }) =>
    Object.entries(literal.params ?? {}).map(([name, param]) => ({ pallet: pallet.name, name, param })),
  )
