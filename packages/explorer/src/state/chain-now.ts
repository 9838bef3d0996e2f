// Which chain the page shows.
import { signal } from '@preact/signals'

export interface ChainName {
  readonly name: string
  readonly genesis: string
  readonly specVersion: number
}

export const chainNow = signal<ChainName | undefined>(undefined)
