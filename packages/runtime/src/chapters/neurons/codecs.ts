// Addresses that neurons announce (chain-registry §3.8).
import { bytes, struct, u8, u16, u32, u64, u128, type ValueOf, wrapper } from '@taonet/wire'

export const AxonInfo = struct('pallet_subtensor::pallet::AxonInfo', {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
  protocol: u8,
  placeholder1: u8,
  placeholder2: u8,
})
export type AxonInfo = ValueOf<typeof AxonInfo>

export const PrometheusInfo = struct('pallet_subtensor::pallet::PrometheusInfo', {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
})
export type PrometheusInfo = ValueOf<typeof PrometheusInfo>

/** A key for encrypted transport: at most 64 bytes, and the number of its algorithm. */
export const NeuronCertificate = struct('pallet_subtensor::pallet::NeuronCertificate', {
  public_key: wrapper('bounded_collections::bounded_vec::BoundedVec', bytes, undefined, [
    { name: 'T', of: u8.shape },
    { name: 'S' },
  ]),
  algorithm: u8,
})
export type NeuronCertificate = ValueOf<typeof NeuronCertificate>
