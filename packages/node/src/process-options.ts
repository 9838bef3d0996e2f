// The options of a node's process, from JSON that the parent or a person wrote.
import { type GenesisSpec, PROFILES, type ProfileName } from '@taonet/runtime'
import { accountId, NetError } from '@taonet/wire'
import { SEALINGS } from './embedded/sealer.ts'
import type { NodeOptions } from './node.ts'

function refuse(what: string): never {
  throw new NetError(
    'options',
    `bad node options: ${what}`,
    'pass a JSON object, such as {"profile":"local"}',
  )
}

type Fields = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text = (value: unknown, name: string): string =>
  typeof value === 'string' ? value : refuse(`${name} is not text`)

function whole(value: unknown, name: string, least: number, most: number): number {
  const isFit = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
  return isFit ? value : refuse(`${name} is not a whole number from ${least} to ${most}`)
}

const isU32 = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32

const isProfile = (name: string): name is ProfileName => Object.hasOwn(PROFILES, name)

function profileOf(value: unknown): ProfileName {
  const name = text(value, 'profile')
  return isProfile(name) ? name : refuse(`there is no profile ${name}`)
}

/** The runtime reads the rest of it with its own codecs and says what is wrong. */
export function isGenesis(value: unknown): value is GenesisSpec {
  return (
    isRecord(value) &&
    typeof value.chain === 'string' &&
    Array.isArray(value.balances) &&
    Array.isArray(value.authorities) &&
    (value.specVersion === undefined || isU32(value.specVersion)) &&
    isRecord(value.values) &&
    isRecord(value.newSubnet)
  )
}

/** What the parent tells a running node: origins whose pages may call, too. Anything else is not for us. */
export function originsIn(message: unknown): readonly string[] {
  const origins = isRecord(message) ? message.corsOrigins : undefined
  return Array.isArray(origins) ? origins.filter(origin => typeof origin === 'string') : []
}

/**
 * Every field of NodeOptions but `log`; profile `dev`, sealing by interval and port 9944 unless given.
 * @throws NetError `options`.
 */
export function processOptions(json: string): NodeOptions {
  let given: unknown
  try {
    given = JSON.parse(json)
  } catch {
    refuse('not JSON')
  }
  if (!isRecord(given)) refuse('not an object')
  const { profile, genesis, dataDir, rpcPort, sealing, blockTime, keep, corsOrigins, author } = given
  const how =
    SEALINGS.find(known => known === (sealing ?? 'interval')) ??
    refuse(`sealing is one of ${SEALINGS.join(', ')}`)
  if (genesis !== undefined && !isGenesis(genesis)) refuse('genesis lacks a part')
  if (corsOrigins !== undefined && !Array.isArray(corsOrigins)) refuse('corsOrigins is not a list')
  return {
    profile: profileOf(profile ?? 'dev'),
    rpcPort: whole(rpcPort ?? 9944, 'rpcPort', 0, 65_535),
    sealing: how,
    ...(genesis && { genesis }),
    ...(dataDir !== undefined && { dataDir: text(dataDir, 'dataDir') }),
    ...(blockTime !== undefined && { blockTime: whole(blockTime, 'blockTime', 1, 3_600_000) }),
    ...(keep !== undefined && {
      keep: keep === 'archive' ? keep : whole(keep, 'keep', 2, Number.MAX_SAFE_INTEGER),
    }),
    ...(corsOrigins && { corsOrigins: corsOrigins.map(origin => text(origin, 'an origin')) }),
    ...(author !== undefined && { author: accountId(text(author, 'author')) }),
  }
}
