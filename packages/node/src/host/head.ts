// The newest block as a store holds it.
import { decode, Header } from '@taonet/wire'
import type { Store } from '../store/index.ts'
import type { Head } from './port.ts'

/** Undefined before genesis. */
export function openHead(store: Store): Head | undefined {
  if (!store.head) return undefined
  const bytes = store.header(store.head.number)
  if (!bytes) throw new RangeError('the store lost the header of its head')
  return { ...store.head, header: decode(Header, bytes) }
}
