// `taonet network validators`: whose votes decide blocks, what they were convicted of, and what root changes about that.
import type { Client } from '@taonet/client'
import { type CallValue, callValue, storage } from '@taonet/runtime/tables'
import { type AccountId, accountId, FormatError, NetError } from '@taonet/wire'
import { changeAndShow, type RootOptions } from '../join/root-call.ts'
import { printJsonLine, say, table } from '../terminal.ts'

export interface ValidatorsOptions extends RootOptions {
  readonly set: readonly string[]
  readonly power: string
  readonly remove: readonly string[]
}

const { Power, Offences } = storage.Authorities

/** @throws NetError `options`, `key`; ChainError `TooMuchPower`, `LastAuthority`, … */
export async function validatorsCommand(options: ValidatorsOptions): Promise<void> {
  await changeAndShow(options, 'validators', asked(options), show)
}

function asked({ set, remove, power }: ValidatorsOptions): readonly CallValue[] {
  if (!/^[1-9]\d{0,18}$/.test(power))
    throw new NetError('options', `"${power}" is no power`, 'those of the genesis have 10 each')
  return [
    // Who comes is there before others go: some vote must always be left.
    ...set.map(key =>
      callValue('Authorities', 'set_authority', { authority: keyNamed(key), power: BigInt(power) }),
    ),
    ...remove.map(key => callValue('Authorities', 'remove_authority', { authority: keyNamed(key) })),
  ]
}

function keyNamed(text: string): AccountId {
  try {
    return accountId(text)
  } catch (thrown) {
    if (!(thrown instanceof FormatError)) throw thrown
    throw new NetError(
      'key',
      `"${text}" is no vote key`,
      "'taonet network join' says it: 0x and 64 digits",
      thrown,
    )
  }
}

async function show(client: Client, json: boolean): Promise<void> {
  const [powers, offences] = await Promise.all([client.entries(Power), client.entries(Offences)])
  const convicted = new Map(offences.map(([[key], record]) => [key, record]))
  const validators = powers.map(([[key], power]) => {
    const offence = convicted.get(key)
    return {
      key,
      power: String(power),
      ...(offence && {
        offence: offence.kind.type,
        height: offence.height,
        forgiven: offence.pardoned !== undefined,
      }),
    }
  })
  if (json) return printJsonLine({ validators })
  const total = powers.reduce((sum, [, power]) => sum + power, 0n)
  say(
    table(
      ['vote key', 'power', 'convicted of'],
      validators.map(({ key, power, offence, height, forgiven }) => [
        key,
        power === '0' ? 'no vote' : `${power} of ${total}`,
        offence === undefined ? '' : `${offence} at ${height}${forgiven ? ', forgiven' : ''}`,
      ]),
    ),
  )
}
