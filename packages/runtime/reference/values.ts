// Types and values as people read them.
import { bytesToHex, type Codec, encode, type Shape } from '@taonet/wire'
import { typeName } from '../src/type-names.ts'
import { code } from './markdown.ts'

const LONGEST = 34

export const typeOf = ({ shape }: { readonly shape: Shape }): string => typeName(shape) || 'struct'

/** As the value it is where that is short; otherwise as bytes. */
export function shown<T>(codec: Codec<T>, value: T): string {
  const plain = plainText(value)
  if (plain !== undefined && plain.length <= LONGEST) return code(plain)
  const bytes = encode(codec, value)
  if (bytes.every(byte => byte === 0)) return 'zeros'
  const hex = bytesToHex(bytes)
  return hex.length <= LONGEST ? code(hex) : `${bytes.length} bytes`
}

function plainText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return value.toLocaleString('en-US')
    case 'boolean':
      return String(value)
    case 'string':
      return value.startsWith('0x') ? undefined : value
    default:
      return Array.isArray(value) && value.length === 0 ? '[]' : undefined
  }
}
