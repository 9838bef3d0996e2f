// The reader's clock, once a second, for everything that says how long ago.
import { signal } from '@preact/signals'

export const now = signal(Date.now())

export function startClock(): void {
  setInterval(() => {
    now.value = Date.now()
  }, 1_000)
}
