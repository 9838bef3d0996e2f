// Neurons: who sits at which uid, what a seat costs, and where a neuron is reached (chain-registry §3.4, §3.6, §3.8).
import { AccountId32, bool, bytes, u8, u16, u32, u64, u128 } from '@taonet/wire'
import { map, mapOr, value } from '../../cell.ts'
import { account, hot, NetUid, netuid, Uid, uid, ZERO_ACCOUNT } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, error, tupleEvent } from '../../table.ts'
import { AxonInfo, NeuronCertificate, PrometheusInfo } from './codecs.ts'
import { registrationParams } from './params.ts'

const axonFields = {
  netuid: NetUid,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
  protocol: u8,
  placeholder1: u8,
  placeholder2: u8,
} as const

export const neurons = chapter(SubtensorModule, {
  params: registrationParams,
  storage: {
    SubnetworkN: mapOr([netuid], u16, 0, 'How many uids of a subnet are taken.'),
    Uids: map([netuid, hot], Uid, 'The uid of a hotkey.'),
    Keys: mapOr([netuid, uid], AccountId32, ZERO_ACCOUNT, 'The hotkey of a uid.'),
    IsNetworkMember: mapOr([hot, netuid], bool, false, 'Whether a hotkey has a uid.'),
    BlockAtRegistration: mapOr([netuid, uid], u64, 0n, 'The block in which a uid was last given away.'),
    RegistrationsThisBlock: mapOr([netuid], u16, 0, 'Registrations in this block.'),
    RegistrationsThisInterval: mapOr(
      [netuid],
      u16,
      0,
      'Registrations since the last epoch; only root counts them.',
    ),
    Axons: map([netuid, hot], AxonInfo, 'Where a hotkey answers requests.'),
    NeuronCertificates: map([netuid, hot], NeuronCertificate, 'The key for encrypted requests to a hotkey.'),
    Prometheus: map([netuid, hot], PrometheusInfo, 'Where a hotkey publishes its metrics.'),
    RegistrationApprovals: mapOr(
      [netuid, account],
      bool,
      false,
      'Coldkeys and hotkeys that may register where that needs approval.',
    ),
    AxonsNeedTls: value(
      bool,
      false,
      'Whether an axon is announced together with a key for encrypted requests; genesis writes it.',
    ),
    AllowLoopbackAxons: value(
      bool,
      false,
      'Whether an axon may stand on the machine itself; genesis writes it.',
    ),
  },
  calls: {
    4: call('serve_axon', axonFields, 'Announces where the signing hotkey answers requests.', { free: true }),
    5: call(
      'serve_prometheus',
      { netuid: NetUid, version: u32, ip: u128, port: u16, ip_type: u8 },
      'Announces where the signing hotkey publishes its metrics.',
    ),
    6: call(
      'register',
      {
        netuid: NetUid,
        block_number: u64,
        nonce: u64,
        work: bytes,
        hotkey: AccountId32,
        coldkey: AccountId32,
      },
      'burned_register in its older form; there is no registration by work, so those arguments are not read.',
    ),
    7: call(
      'burned_register',
      { netuid: NetUid, hotkey: AccountId32 },
      'Gives a hotkey a uid for the price of the moment.',
    ),
    40: call(
      'serve_axon_tls',
      { ...axonFields, certificate: bytes },
      'serve_axon with a key for encrypted requests.',
      { free: true },
    ),
    62: call('root_register', { hotkey: AccountId32 }, 'Gives a hotkey a seat on root, by its stake.'),
    134: call(
      'register_limit',
      { netuid: NetUid, hotkey: AccountId32, limit_price: u64 },
      'burned_register up to a price in rao.',
    ),
    240: call(
      'approve_registration',
      { netuid: NetUid, account: AccountId32 },
      'The owner or root lets a coldkey or a hotkey register.',
    ),
    241: call(
      'revoke_registration',
      { netuid: NetUid, account: AccountId32 },
      'Takes an approval back; who has a uid keeps it.',
    ),
  },
  events: {
    6: tupleEvent(
      'NeuronRegistered',
      { netuid: NetUid, uid: Uid, hotkey: AccountId32 },
      'A hotkey was given a uid.',
    ),
    28: tupleEvent('AxonServed', { netuid: NetUid, hotkey: AccountId32 }, 'A hotkey said where it answers.'),
    29: tupleEvent(
      'PrometheusServed',
      { netuid: NetUid, hotkey: AccountId32 },
      'A hotkey said where its metrics are.',
    ),
    240: tupleEvent(
      'RegistrationApproved',
      { netuid: NetUid, account: AccountId32 },
      'A coldkey or a hotkey may register.',
    ),
    241: tupleEvent(
      'RegistrationRevoked',
      { netuid: NetUid, account: AccountId32 },
      'A coldkey or a hotkey may no longer register.',
    ),
  },
  errors: {
    0: error('RootNetworkDoesNotExist', 'There is no root network.'),
    1: error('InvalidIpType', 'An address is of version 4 or 6.'),
    2: error('InvalidIpAddress', 'Nobody can be reached under this address.'),
    3: error('InvalidPort', 'Port 0 cannot be reached.'),
    4: error('HotKeyNotRegisteredInSubNet', 'The hotkey has no uid on the subnet.'),
    6: error('HotKeyNotRegisteredInNetwork', 'The hotkey has no uid there.'),
    20: error('TooManyRegistrationsThisBlock', 'No further registration in this block.'),
    21: error('HotKeyAlreadyRegisteredInSubNet', 'The hotkey has a uid there.'),
    30: error('ServingRateLimitExceeded', 'The hotkey announced an address too few blocks ago.'),
    37: error('TooManyRegistrationsThisInterval', 'No further registration before the next epoch.'),
    41: error('RegistrationNotPermittedOnRootSubnet', 'Root is joined by root_register.'),
    42: error('StakeTooLowForRoot', 'Root is full and no member has less stake.'),
    47: error('NoNeuronIdAvailable', 'No seat is free and none may be taken.'),
    118: error(
      'TrimmingWouldExceedMaxImmunePercentage',
      'Too many of the seats that would be left are protected.',
    ),
    124: error('RegistrationPriceLimitExceeded', 'The price is above the limit given.'),
    161: error('RegistrationNotApproved', 'Neither the coldkey nor the hotkey was approved to register.'),
    162: error('AxonNeedsTls', 'On this network an axon is announced with a key for encrypted requests.'),
  },
})

export const {
  MaxAllowedUids,
  MinAllowedUids,
  ImmunityPeriod,
  MinNonImmuneUids,
  ImmuneOwnerUidsLimit,
  NetworkRegistrationAllowed,
  RegistrationNeedsApproval,
  NetworkPowRegistrationAllowed,
  Burn,
  MinBurn,
  MaxBurn,
  BurnHalfLife,
  BurnIncreaseMult,
  RAORecycledForRegistration,
  MaxRegistrationsPerBlock,
  TargetRegistrationsPerInterval,
  AdjustmentInterval,
  AdjustmentAlpha,
  Difficulty,
  MinDifficulty,
  MaxDifficulty,
  ServingRateLimit,
  SubnetworkN,
  Uids,
  Keys,
  IsNetworkMember,
  BlockAtRegistration,
  RegistrationsThisBlock,
  RegistrationsThisInterval,
  Axons,
  NeuronCertificates,
  Prometheus,
  RegistrationApprovals,
  AxonsNeedTls,
  AllowLoopbackAxons,
} = neurons.storage
