// Why these experts: what is known of each for questions like this one, and who was asked.
import { percent } from '../format.ts'
import type { Expert, Kind, Routing } from './routing.ts'

const HOW: Readonly<Record<Kind, string>> = {
  one: 'One expert answered.',
  vote: 'Several answered; the answer that the better ones agree on stands.',
  tokens: 'Several wrote the answer together, byte by byte.',
}

const knownOf = ({ cluster, experts }: Routing): string => {
  if (experts.every(({ score, chance }) => score === undefined && chance === 0))
    return 'Validators have published no scores yet, so the best paid comes first.'
  return cluster === undefined
    ? 'The question is like none that validators have asked; who is good at most things comes first.'
    : `Ordered by published scores for questions like this one (cluster ${cluster}).`
}

function Row({ expert: { uid, model, score, chance, part } }: { readonly expert: Expert }) {
  return (
    <tr data-part={part}>
      <th scope="row">
        {uid} {model}
      </th>
      <td>{score === undefined ? '–' : percent(score)}</td>
      <td>{percent(chance)}</td>
      <td>{part ?? ''}</td>
    </tr>
  )
}

export function RoutingView({ routing }: { readonly routing: Routing }) {
  if (routing.experts.length === 0) return null
  return (
    <details class="routing">
      <summary>Why these</summary>
      <p>
        {knownOf(routing)} {HOW[routing.kind]}
      </p>
      <table class="times">
        <thead>
          <tr>
            <th scope="col">expert</th>
            <th scope="col">score</th>
            <th scope="col">expected</th>
            <th scope="col">
              <span class="unseen">part</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {routing.experts.map(expert => (
            <Row key={expert.uid} expert={expert} />
          ))}
        </tbody>
      </table>
    </details>
  )
}
