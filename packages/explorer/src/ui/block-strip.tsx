// The last blocks as bars: height is how many extrinsics somebody sent, a mark above is an epoch or other news.
import type { NetUid } from '@taonet/runtime/tables'
import type { BlockSummary } from '../chain/read-block.ts'
import { count } from '../format.ts'
import { blocks, lookedAt, newest, STRIP, shown } from '../state/blocks.ts'
import { epochsAt } from '../state/network.ts'
import { BlockLine } from './block-line.tsx'

/** Height in per cent; grows with the logarithm, so that one extrinsic shows beside a hundred. */
const height = (sent: number): number => (sent === 0 ? 4 : Math.min(100, 24 + 18 * Math.log2(sent)))

const NONE: readonly NetUid[] = []

function moveTo(number: number): void {
  const there = blocks.value.find(one => one.number === number)
  if (!there) return
  lookedAt.value = there.number === newest.value?.number ? undefined : there.number
  document.getElementById(`block-${number}`)?.focus()
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

function Bar({ block }: { readonly block: BlockSummary }) {
  const epochs = epochsAt.value.get(block.number) ?? NONE
  const isShown = shown.value?.number === block.number
  const news = [...epochs.map(netuid => `epoch of subnet ${netuid}`), ...block.notes.map(note => note.text)]
  const what = [`${block.sent} extrinsics`, ...news].join(', ')
  return (
    <button
      type="button"
      class="bar"
      id={`block-${block.number}`}
      aria-pressed={isShown}
      aria-label={`Block ${block.number}: ${what}`}
      title={what}
      tabIndex={isShown ? 0 : -1}
      data-epoch={epochs.length > 0}
      onClick={() => moveTo(block.number)}
      onKeyDown={event => {
        const step = STEPS[event.key]
        if (step === undefined) return
        event.preventDefault()
        moveTo(block.number + step)
      }}
    >
      <span
        class="bar-mark"
        data-kind={epochs.length > 0 ? 'epoch' : block.notes.length > 0 ? 'note' : 'none'}
      />
      <span class="bar-room">
        <span class="bar-fill" style={{ height: `${height(block.sent)}%` }} data-empty={block.sent === 0} />
      </span>
      <span class="bar-number">{count(block.number).slice(-3)}</span>
    </button>
  )
}

export function BlockStrip() {
  const list = blocks.value
  const missing = Math.max(0, STRIP - list.length)
  return (
    <section class="blocks" aria-label="Last blocks">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would say that this is a form */}
      <div class="strip" role="group" aria-label="Blocks, oldest first; arrow keys move">
        {Array.from({ length: missing }, (_, i) => (
          <span class="bar bar-missing" key={`missing-${i}`} aria-hidden="true" />
        ))}
        {list.map(block => (
          <Bar key={block.number} block={block} />
        ))}
      </div>
      <BlockLine />
    </section>
  )
}
