// What a verifier trusts, which it got from somebody it trusts: the network's genesis file, or a header of the engine's.
import { NetError } from '@taonet/wire'
import type { Checkpoint, GenesisTrust } from './trust.ts'

const HINT = "name the config/genesis.json that 'taonet network init' wrote"
const KEY_TYPE = 'tendermint/PubKeyEd25519'

/** @throws NetError `genesis` for text that names no chain or no validators. */
export function trustedOf(text: string): GenesisTrust {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw new NetError('genesis', 'the genesis file is no JSON', HINT, cause)
  }
  const { chain_id: chainId, validators } = fields(document)
  if (typeof chainId !== 'string' || !Array.isArray(validators))
    throw new NetError('genesis', 'the genesis file names no chain_id or no validators', HINT)
  return { chainId, validators: new Map(validators.map(validatorOf)) }
}

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

function validatorOf(value: unknown): [string, bigint] {
  const { pub_key: publicKey, power } = fields(value)
  const { type, value: key } = fields(publicKey)
  if (type !== KEY_TYPE || typeof key !== 'string' || typeof power !== 'string' || !/^\d{1,18}$/.test(power))
    throw new NetError('genesis', 'a validator of the genesis file has no ed25519 key or no power', HINT)
  return [Buffer.from(key, 'base64').toString('hex'), BigInt(power)]
}

/** @throws NetError `checkpoint` for what names no header. */
export function checkpointOf(height: string, hash: string): Checkpoint {
  const digits = /^(?:0x)?([0-9a-f]{64})$/i.exec(hash)?.[1]
  if (digits === undefined || !/^[1-9]\d{0,15}$/.test(height))
    throw new NetError(
      'checkpoint',
      `${height} and ${hash} name no header of the engine's`,
      "'taonet verify block' says both of what it verified",
    )
  return { height: BigInt(height), hash: digits.toLowerCase() }
}
