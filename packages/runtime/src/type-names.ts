// How a type is written out beside a field: metadata may leave it away, but a Python client takes it for granted when it
// decodes a call (wire-interface §3).
import type { Shape } from '@taonet/wire'

const last = (path: string): string => path.slice(path.lastIndexOf(':') + 1)

/** In the notation of Rust: `Vec<(u16, AccountId32)>`. */
export function typeName(shape: Shape): string {
  switch (shape.kind) {
    case 'primitive':
      return shape.name
    case 'compact':
      return `Compact<${typeName(shape.of)}>`
    case 'sequence':
      return `Vec<${typeName(shape.of)}>`
    case 'array':
      return `[${typeName(shape.of)}; ${shape.length}]`
    case 'tuple':
      return `(${shape.of.map(typeName).join(', ')})`
    case 'lazy':
      return last(shape.path)
    case 'composite':
    case 'variant': {
      const params = (shape.params ?? []).flatMap(({ of }) => (of ? [typeName(of)] : []))
      return last(shape.path) + (params.length > 0 ? `<${params.join(', ')}>` : '')
    }
  }
}
