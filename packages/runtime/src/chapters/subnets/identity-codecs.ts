// What a coldkey and a subnet may say about themselves (chain-registry §3.8).
import { bytes, struct, type ValueOf } from '@taonet/wire'

export const ChainIdentityV2 = struct('pallet_subtensor::pallet::ChainIdentityV2', {
  name: bytes,
  url: bytes,
  github_repo: bytes,
  image: bytes,
  discord: bytes,
  description: bytes,
  additional: bytes,
})
export type ChainIdentityV2 = ValueOf<typeof ChainIdentityV2>

export const SubnetIdentityV3 = struct('pallet_subtensor::pallet::SubnetIdentityV3', {
  subnet_name: bytes,
  github_repo: bytes,
  subnet_contact: bytes,
  subnet_url: bytes,
  discord: bytes,
  description: bytes,
  logo_url: bytes,
  additional: bytes,
})
export type SubnetIdentityV3 = ValueOf<typeof SubnetIdentityV3>
