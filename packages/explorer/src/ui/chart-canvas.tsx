// uPlot in a box that follows its width and the page's colours. Lines in ink, the pointed one in the accent.
import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

export interface Series {
  readonly values: readonly number[]
  readonly emphasis: 'strong' | 'weak'
}

export interface ChartProps {
  /** Block numbers. */
  readonly blocks: readonly number[]
  readonly series: readonly Series[]
  readonly write: (value: number) => string
  readonly floor: number | undefined
  /** What the picture shows, in words. */
  readonly label: string
}

const HEIGHT = 208

function options(props: ChartProps, width: number, style: CSSStyleDeclaration): uPlot.Options {
  const colour = (name: string): string => style.getPropertyValue(name).trim()
  const font = `12px ${colour('--font-text')}`
  const axis = { stroke: colour('--quiet'), font, ticks: { show: false } }
  return {
    width,
    height: HEIGHT,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false },
      y: {
        range: (_, low, high) =>
          props.floor === undefined ? wide(low, high) : [props.floor, high * 1.1 || 1],
      },
    },
    axes: [
      { ...axis, grid: { show: false }, space: 80, values: (_, ticks) => ticks.map(tick => `#${tick}`) },
      {
        ...axis,
        grid: { stroke: colour('--line'), width: 1 },
        size: 64,
        space: 44,
        values: (_, ticks) => ticks.map(props.write),
      },
    ],
    series: [
      {},
      ...props.series.map(({ emphasis }) => ({
        stroke: colour(emphasis === 'strong' ? '--accent' : '--line-strong'),
        width: emphasis === 'strong' ? 2.5 : 1.5,
        points: { show: props.blocks.length < 2, size: 6 },
      })),
    ],
  }
}

/** A flat line in the middle of its box instead of a line at its edge. */
function wide(low: number, high: number): [number, number] {
  const room = Math.max((high - low) * 0.15, Math.abs(high) * 0.002, 1e-9)
  return [low - room, high + room]
}

export function ChartCanvas(props: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = box
    if (!current) return
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    let plot: uPlot | undefined
    const draw = (): void => {
      plot?.destroy()
      const data: uPlot.AlignedData = [[...props.blocks], ...props.series.map(({ values }) => [...values])]
      plot = new uPlot(options(props, current.clientWidth, getComputedStyle(current)), data, current)
    }
    draw()
    const size = new ResizeObserver(() => plot?.setSize({ width: current.clientWidth, height: HEIGHT }))
    size.observe(current)
    scheme.addEventListener('change', draw)
    return () => {
      size.disconnect()
      scheme.removeEventListener('change', draw)
      plot?.destroy()
    }
  }, [props.blocks, props.series])
  return (
    <div
      class="chart-canvas"
      ref={box}
      role="img"
      aria-label={props.label}
      style={{ height: `${HEIGHT}px` }}
    />
  )
}
