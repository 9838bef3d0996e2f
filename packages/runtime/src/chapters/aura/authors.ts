// The list of authors as wallets and explorers look for it: those whose votes count (chapter authorities).
import type { AccountId } from '@taonet/wire'
import type { World } from '../../world.ts'
import { aura } from './table.ts'

const { Authorities } = aura.storage

export function addAuthor(world: World, author: AccountId): void {
  Authorities.update(world, now => (now.includes(author) ? now : [...now, author]))
}

export function removeAuthor(world: World, author: AccountId): void {
  Authorities.update(world, now => now.filter(one => one !== author))
}
