// What miners earned over the last epochs, or what the subnet's token cost.
import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { EpochPoint } from '../chain/read-history.ts'
import { percent, plural, price } from '../format.ts'
import { chosenSubnet, history, metagraph, pointedUid } from '../state/network.ts'
import { ChartCanvas } from './chart-canvas.tsx'
import { type Line, linesOf } from './chart-data.ts'

const wholePercent = (share: number): string => `${Math.round(share * 100)}%`

type View = 'incentive' | 'price'

function Labels({ lines, strong }: { readonly lines: readonly Line[]; readonly strong: number | undefined }) {
  const models = new Map((metagraph.value?.neurons ?? []).map(one => [one.uid, one.model]))
  return (
    <ol class="chart-labels">
      {lines.map(({ uid, last }) => (
        <li key={uid} data-strong={uid === strong}>
          <button
            type="button"
            onMouseEnter={() => {
              pointedUid.value = uid
            }}
            onMouseLeave={() => {
              pointedUid.value = undefined
            }}
            onFocus={() => {
              pointedUid.value = uid
            }}
            onBlur={() => {
              pointedUid.value = undefined
            }}
          >
            <span class="chart-uid">{uid}</span>
            <span class="chart-model">{models.get(uid) ?? 'undeclared'}</span>
            <span class="chart-share">{percent(last)}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}

function Incentive({ points }: { readonly points: readonly EpochPoint[] }) {
  const lines = useMemo(() => linesOf(points), [points])
  const pointed = pointedUid.value
  const strong = lines.some(one => one.uid === pointed) ? pointed : lines[0]?.uid
  const blocks = useMemo(() => points.map(one => one.block), [points])
  const series = useMemo(
    () =>
      // The strong line is drawn last, above the others.
      [...lines]
        .sort((a, b) => Number(a.uid === strong) - Number(b.uid === strong))
        .map(({ uid, shares }) => ({
          values: shares,
          emphasis: uid === strong ? ('strong' as const) : ('weak' as const),
        })),
    [lines, strong],
  )
  const label = `Incentive of ${lines.length} miners over ${points.length} epochs; the list beside it has the last values.`
  return (
    <div class="chart">
      <ChartCanvas blocks={blocks} series={series} write={wholePercent} floor={0} label={label} />
      <Labels lines={lines} strong={strong} />
    </div>
  )
}

function Price({ points }: { readonly points: readonly EpochPoint[] }) {
  const blocks = useMemo(() => points.map(one => one.block), [points])
  const series = useMemo(
    () => [{ values: points.map(one => one.price), emphasis: 'strong' as const }],
    [points],
  )
  const label = `Price over ${points.length} epochs, last ${price(points.at(-1)?.price ?? 0)} TAO`
  return <ChartCanvas blocks={blocks} series={series} write={price} floor={undefined} label={label} />
}

export function IncentiveChart() {
  const view = useSignal<View>('incentive')
  const points = history.value
  if (!chosenSubnet.value) return null
  return (
    <section aria-labelledby="chart-title">
      <div class="section-head">
        <h2 id="chart-title">
          {view.value === 'incentive' ? 'Incentive' : 'Price'} over{' '}
          {points.length > 1 ? plural(points.length, 'epoch') : 'epochs'}
        </h2>
        <fieldset class="switch">
          <legend class="unseen">What the chart shows</legend>
          {(['incentive', 'price'] as const).map(one => (
            <label key={one}>
              <input
                type="radio"
                name="chart-view"
                value={one}
                checked={view.value === one}
                onChange={() => {
                  view.value = one
                }}
              />
              <span>{one === 'incentive' ? 'Incentive' : 'Price'}</span>
            </label>
          ))}
        </fieldset>
      </div>
      {points.length === 0 ? (
        <p class="empty chart-empty">The chart begins with the first epoch that pays a miner.</p>
      ) : view.value === 'incentive' ? (
        <Incentive points={points} />
      ) : (
        <Price points={points} />
      )}
    </section>
  )
}
