// Whether the chain can be heard, in words; always in the same place, so that nothing jumps when it changes.
import { span } from '../format.ts'
import { now } from '../state/clock.ts'
import { type Link, link } from '../state/link.ts'

const said = (state: Link): string => {
  switch (state.state) {
    case 'connecting':
      return 'Connecting'
    case 'live':
      return 'Live'
    case 'lost':
      return 'Reconnecting'
  }
}

export function LinkState() {
  const { value } = link
  return (
    <p class="link" data-state={value.state}>
      <span class="link-dot" aria-hidden="true" />
      <span role="status">{said(value)}</span>
      {value.state === 'lost' && (
        <span class="link-more">
          no answer for {span(now.value - value.since)}; is <code>npm start</code> running?
        </span>
      )}
    </p>
  )
}
