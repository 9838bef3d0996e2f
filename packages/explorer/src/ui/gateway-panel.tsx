// How fast the gateway answers, and what it does about the slow end.
import type { ComponentChildren } from 'preact'
import { count, latency, percent, plural } from '../format.ts'
import { type GatewayStatus, gateway } from '../state/gateway.ts'

interface FigureProps {
  readonly name: string
  readonly value: ComponentChildren
  readonly isAlarming?: boolean
  readonly children: ComponentChildren
}

function Figure({ name, value, isAlarming = false, children }: FigureProps) {
  return (
    <div class="figure" data-alarming={isAlarming}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        <span class="quiet">{children}</span>
      </dd>
    </div>
  )
}

function Figures({ status }: { readonly status: GatewayStatus }) {
  const { budget, hedging, queue, failing } = status
  return (
    <dl class="figures">
      <Figure
        name="Error budget"
        value={budget.left < 0 ? 'spent' : `${percent(budget.left)} left`}
        isAlarming={budget.left < 0}
      >
        {count(budget.failed)} of {plural(budget.requests, 'request')} failed in an hour;{' '}
        {percent(budget.objective)} are to succeed
      </Figure>
      <Figure name="Asked twice" value={percent(hedging.share)}>
        of requests, because an answer was late; {percent(hedging.allowed)} at most
      </Figure>
      <Figure name="Waiting" value={count(queue.waiting)}>
        {count(queue.running)} of {plural(queue.places, 'place')} taken
      </Figure>
      <Figure
        name="Asked last"
        value={failing.length === 0 ? 'nobody' : plural(failing.length, 'miner')}
        isAlarming={failing.length > 0}
      >
        {failing.length === 0 ? 'no miner fails or stalls' : failing.slice(0, 6).join(', ')}
        {failing.length > 6 && ' …'}
      </Figure>
    </dl>
  )
}

function Times({ status }: { readonly status: GatewayStatus }) {
  const minutes = Math.round(status.window / 60)
  if (status.routes.length === 0) return <p class="empty">No question in the last {minutes} minutes.</p>
  return (
    <table class="times">
      <caption class="unseen">
        Time to the last byte in the last {minutes} minutes: half, 95 of 100 and 99 of 100 were answered
        within it
      </caption>
      <thead>
        <tr>
          <th scope="col">Last {minutes} min</th>
          <th scope="col">answers</th>
          <th scope="col">p50</th>
          <th scope="col">p95</th>
          <th scope="col">p99</th>
        </tr>
      </thead>
      <tbody>
        {status.routes.map(({ route, answered, p50, p95, p99 }) => (
          <tr key={route}>
            <th scope="row">{route.replace(/^\/v1\//, '')}</th>
            <td>{count(answered)}</td>
            {[p50, p95, p99].map((time, at) => (
              <td key={String(at)}>{latency(time)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function GatewayPanel() {
  const status = gateway.value
  return (
    <section aria-labelledby="gateway-title" class="gateway">
      <h2 id="gateway-title">Gateway</h2>
      {status === undefined ? (
        <p class="empty">Nothing told yet.</p>
      ) : (
        <>
          <Figures status={status} />
          <Times status={status} />
        </>
      )}
    </section>
  )
}
