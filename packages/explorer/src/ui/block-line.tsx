// The block looked at, in one line.
import { count, plural, span } from '../format.ts'
import { lookedAt, shown } from '../state/blocks.ts'
import { now } from '../state/clock.ts'
import { epochsAt } from '../state/network.ts'

export function BlockLine() {
  const block = shown.value
  if (!block) return <p class="block-line quiet">Waiting for the first block.</p>
  const epochs = epochsAt.value.get(block.number) ?? []
  return (
    <p class="block-line">
      <strong>#{count(block.number)}</strong> <span class="quiet">{span(now.value - block.time)} ago</span>{' '}
      <span>{block.sent === 0 ? 'no extrinsics' : plural(block.sent, 'extrinsic')} </span>
      {epochs.map(netuid => (
        <span class="block-epoch" key={netuid}>
          epoch of subnet {netuid}{' '}
        </span>
      ))}
      {block.notes.map(note => (
        <span key={note.event}>{note.text} </span>
      ))}
      {lookedAt.value !== undefined && (
        <button
          type="button"
          class="text-button"
          onClick={() => {
            lookedAt.value = undefined
          }}
        >
          follow the newest
        </button>
      )}
    </p>
  )
}
