// Who calls, as it stands on the wire: the scheduler keeps it, and root may name it.
import { AccountId32, arm, type Codec, union, unit } from '@taonet/wire'
import { none, type Origin, root, signed } from './world.ts'

const RawOrigin = union(
  'frame_support::dispatch::RawOrigin',
  { 0: unit('Root'), 1: arm('Signed', AccountId32), 2: unit('None') },
  [{ name: 'AccountId', of: AccountId32.shape }],
)

const Wire = union('node_subtensor_runtime::OriginCaller', { 0: arm('system', RawOrigin) })

export const OriginCaller: Codec<Origin> = {
  shape: Wire.shape,
  write(writer, origin) {
    const value =
      origin.type === 'signed'
        ? { type: 'Signed' as const, value: origin.account }
        : { type: origin.type === 'root' ? ('Root' as const) : ('None' as const), value: undefined }
    Wire.write(writer, { type: 'system', value })
  },
  read(reader) {
    const { value: raw } = Wire.read(reader)
    if (raw.type === 'Signed') return signed(raw.value)
    return raw.type === 'Root' ? root : none
  },
}
