// One question and its answer, with who answered and how fast.
import { count, latency, plural } from '../format.ts'
import { metagraph, pointedUid } from '../state/network.ts'
import { type Answer, speed, type Who } from './answer.ts'
import { RoutingView } from './routing-view.tsx'

const uidOf = (miner: string): number | undefined => {
  const uid = Number(miner.split('/')[1] ?? Number.NaN)
  return Number.isInteger(uid) ? uid : undefined
}

function Miner({ who }: { readonly who: Who }) {
  const [first, ...tried] = who.miners
  if (first === undefined) return null
  const uid = uidOf(first)
  // Another subnet may be in the table, with another neuron in the same seat.
  const isInTable = metagraph.value?.neurons.some(one => one.uid === uid && one.model === who.model)
  return (
    <>
      {' by '}
      {isInTable ? (
        <a
          href={`#neuron-${uid}`}
          onMouseEnter={() => {
            pointedUid.value = uid
          }}
          onMouseLeave={() => {
            pointedUid.value = undefined
          }}
        >
          {first}
        </a>
      ) : (
        first
      )}
      {tried.length > 0 && ` after ${tried.join(', ')}`}
    </>
  )
}

function Credits({ answer }: { readonly answer: Answer }) {
  const { who, firstWord, whole, tokens } = answer
  const pace = speed(answer)
  if (!who && firstWord === undefined) return null
  return (
    <p class="credits">
      {who && (
        <span>
          <b>{who.model}</b>
          <Miner who={who} />
        </span>
      )}{' '}
      {firstWord !== undefined && <span>first word {latency(firstWord)}</span>}{' '}
      {whole !== undefined && <span>{latency(whole)} in all</span>}{' '}
      {tokens !== undefined && <span>{plural(tokens, 'token')}</span>}{' '}
      {pace !== undefined && <span>{pace.toFixed(0)} a second</span>}{' '}
      {who?.block !== undefined && <span>ranked at block {count(who.block)}</span>}
    </p>
  )
}

export function AnswerView({ answer }: { readonly answer: Answer }) {
  const { question, text, state, trouble, routing } = answer
  return (
    <article class="turn" data-state={state}>
      <p class="question">{question}</p>
      {state === 'waiting' && (
        <p class="waiting">
          <span class="unseen">Waiting for the first word</span>
        </p>
      )}
      {text !== '' && <p class="answer">{text}</p>}
      {text === '' && state === 'done' && (
        <p class="answer quiet">The miner ended its answer without a word.</p>
      )}
      {state === 'stopped' && <p class="credits">stopped</p>}
      {trouble && (
        <p class="trouble" role="alert">
          <b>{trouble.message}</b> {trouble.hint} <span class="quiet">({trouble.code})</span>
        </p>
      )}
      <Credits answer={answer} />
      {routing && <RoutingView routing={routing} />}
    </article>
  )
}
