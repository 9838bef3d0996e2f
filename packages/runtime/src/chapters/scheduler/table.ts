// The scheduler: calls that root puts down for a later block, once, again and again, or until they succeed.
import { option, struct, tuple, u8, u32, type ValueOf } from '@taonet/wire'
import { BoundedCall } from '../../bounded-call.ts'
import { map, mapOr, valueOpt } from '../../cell.ts'
import { Bytes32, bounded, DispatchResult, Weight } from '../../frame-types.ts'
import { number64 } from '../../nouns.ts'
import { OriginCaller } from '../../origin-codec.ts'
import { Scheduler } from '../../pallets.ts'
import { RuntimeCall } from '../../runtime-enums.ts'
import { call, chapter, constant, error, event } from '../../table.ts'

/** Calls put down for one block. */
export const MAX_SCHEDULED = 50
/** Of what a block may take: four fifths. */
export const MAX_WEIGHT = { ref_time: 3_200_000_000_000n, proof_size: 14_757_395_258_967_641_292n } as const

/** Block and place in its agenda. */
const Address = tuple(u32, u32)
export type Address = ValueOf<typeof Address>
const Period = tuple(u32, u32)

const Scheduled = struct(
  'pallet_scheduler::Scheduled',
  {
    maybe_id: option(Bytes32),
    priority: u8,
    call: BoundedCall,
    maybe_periodic: option(Period),
    origin: OriginCaller,
  },
  [
    { name: 'Name', of: Bytes32.shape },
    { name: 'Call', of: BoundedCall.shape },
    { name: 'BlockNumber', of: u32.shape },
    { name: 'PalletsOrigin', of: OriginCaller.shape },
    { name: 'AccountId' },
  ],
)
export type Task = ValueOf<typeof Scheduled>

const RetryConfig = struct(
  'pallet_scheduler::RetryConfig',
  { total_retries: u8, remaining: u8, period: u32 },
  [{ name: 'Period', of: u32.shape }],
)
export type RetryConfig = ValueOf<typeof RetryConfig>

const what = { maybe_periodic: option(Period), priority: u8, call: RuntimeCall } as const
const place = { when: u32, index: u32 } as const
const retries = { retries: u8, period: u32 } as const
const about = { task: Address, id: option(Bytes32) } as const

export const scheduler = chapter(Scheduler, {
  storage: {
    IncompleteSince: valueOpt(u32, 'The first block whose calls have not all had their turn.'),
    Agenda: mapOr([number64], bounded(option(Scheduled)), [], 'Calls put down for a block.'),
    Retries: map(
      [{ codec: Address, hasher: 'Blake2_128Concat', label: 'task' }],
      RetryConfig,
      'How often a call that is refused is tried again.',
    ),
    Lookup: map(
      [{ codec: Bytes32, hasher: 'Twox64Concat', label: 'name' }],
      Address,
      'Where a call with a name is put down.',
    ),
  },
  calls: {
    0: call('schedule', { when: u32, ...what }, 'Puts a call down for a block.'),
    1: call('cancel', place, 'Takes a call off.'),
    2: call(
      'schedule_named',
      { id: Bytes32, when: u32, ...what },
      'Puts a call with a name down for a block.',
    ),
    3: call('cancel_named', { id: Bytes32 }, 'Takes a call with a name off.'),
    4: call('schedule_after', { after: u32, ...what }, 'Puts a call down, so many blocks after the next.'),
    5: call(
      'schedule_named_after',
      { id: Bytes32, after: u32, ...what },
      'Puts a call with a name down, so many blocks after the next.',
    ),
    6: call('set_retry', { task: Address, ...retries }, 'Has a call tried again when it is refused.'),
    7: call('set_retry_named', { id: Bytes32, ...retries }, 'Has a call with a name tried again.'),
    8: call('cancel_retry', { task: Address }, 'Has a call tried once only.'),
    9: call('cancel_retry_named', { id: Bytes32 }, 'Has a call with a name tried once only.'),
  },
  events: {
    0: event('Scheduled', place, 'A call was put down.'),
    1: event('Canceled', place, 'A call was taken off.'),
    2: event('Dispatched', { ...about, result: DispatchResult }, 'A call had its turn.'),
    3: event('RetrySet', { ...about, period: u32, retries: u8 }, 'A call will be tried again.'),
    4: event('RetryCancelled', about, 'A call will be tried once only.'),
    5: event('CallUnavailable', about, 'The bytes of a call were gone when it had its turn.'),
    6: event('PeriodicFailed', about, 'There was no room for the next turn of a call.'),
    7: event('RetryFailed', about, 'There was no room to try a call again.'),
    8: event('PermanentlyOverweight', about, 'A call takes more than any block has for such calls.'),
    9: event('AgendaIncomplete', { when: u32 }, 'Calls of this block still wait for their turn.'),
  },
  errors: {
    0: error('FailedToSchedule', 'There is a call of that name.'),
    1: error('NotFound', 'There is no such call.'),
    2: error('TargetBlockNumberInPast', 'The block is not one to come.'),
    3: error('RescheduleNoChange', 'The call would stay where it is.'),
    4: error('Named', 'The call has a name: use it.'),
  },
  constants: {
    MaximumWeight: constant(Weight, MAX_WEIGHT, 'What calls of one block may take together.'),
    MaxScheduledPerBlock: constant(u32, MAX_SCHEDULED, 'Calls put down for one block.'),
  },
})

export const { IncompleteSince, Agenda, Retries, Lookup } = scheduler.storage
