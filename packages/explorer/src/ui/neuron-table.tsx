// The metagraph of the chosen subnet: who sits there, what each earned, and for what.
import { titleOf } from '../chain/read-subnets.ts'
import { plural } from '../format.ts'
import { newest } from '../state/blocks.ts'
import { chosenSubnet, metagraph } from '../state/network.ts'
import { type Column, pressed, sorted, sorting } from '../state/sorting.ts'
import { COLUMNS } from './columns.ts'
import { NeuronRow } from './neuron-row.tsx'

function press(column: Column): void {
  sorting.value = pressed(sorting.value, column)
}

const orderOf = (column: Column): 'ascending' | 'descending' | 'none' =>
  sorting.value.column !== column ? 'none' : sorting.value.descending ? 'descending' : 'ascending'

function Head() {
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ column, title, meaning, isNumber }) => (
          <th
            scope="col"
            key={column}
            aria-sort={orderOf(column)}
            class={isNumber ? `cell-number head-${column}` : `head-${column}`}
          >
            <button type="button" title={meaning} onClick={() => press(column)}>
              {title}
              <span class="arrow" aria-hidden="true" />
            </button>
          </th>
        ))}
      </tr>
    </thead>
  )
}

function SortMenu() {
  return (
    <label class="sort-menu">
      Sort by{' '}
      <select
        value={sorting.value.column}
        onChange={event => {
          const found = COLUMNS.find(one => one.column === event.currentTarget.value)
          if (found && found.column !== sorting.value.column) press(found.column)
        }}
      >
        {COLUMNS.map(({ column, title }) => (
          <option key={column} value={column}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Why nobody has a share yet; undefined once somebody has. */
function Unpaid() {
  const subnet = chosenSubnet.value
  if (!subnet || !metagraph.value || metagraph.value.neurons.some(one => one.incentive > 0)) return null
  const left = Math.max(0, (subnet.nextEpoch ?? 0) - (newest.value?.number ?? 0))
  return (
    <p class="note">
      No miner has been paid yet. Validators commit their weights in one epoch and reveal them in the next;
      pay follows with the epoch after. The next epoch runs in {plural(left, 'block')}.
    </p>
  )
}

export function NeuronTable() {
  const subnet = chosenSubnet.value
  const neurons = metagraph.value?.neurons
  if (!subnet) return null
  const most = (share: 'incentive' | 'dividends'): number =>
    Math.max(0, ...(neurons ?? []).map(one => one[share]))
  const [mostIncentive, mostDividends] = [most('incentive'), most('dividends')]
  return (
    <section aria-labelledby="neurons-title">
      <div class="section-head">
        <h2 id="neurons-title">Neurons of {titleOf(subnet)}</h2>
        <SortMenu />
      </div>
      {neurons?.length === 0 ? (
        <p class="empty">
          Nobody has a seat on this subnet yet. A hotkey gets one with <code>burned_register</code>.
        </p>
      ) : (
        <table class="neurons" aria-busy={neurons === undefined} aria-labelledby="neurons-title">
          <Head />
          <tbody>
            {neurons === undefined
              ? Array.from({ length: Math.min(subnet.neurons, 16) }, (_, uid) => (
                  <tr key={uid} class="row-coming">
                    <td colSpan={COLUMNS.length}>&nbsp;</td>
                  </tr>
                ))
              : sorted(neurons, sorting.value).map(neuron => (
                  <NeuronRow
                    key={neuron.uid}
                    neuron={neuron}
                    subnet={subnet}
                    mostIncentive={mostIncentive}
                    mostDividends={mostDividends}
                  />
                ))}
          </tbody>
        </table>
      )}
      <Unpaid />
    </section>
  )
}
