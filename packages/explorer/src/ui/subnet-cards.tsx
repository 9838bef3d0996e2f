// One card a subnet; pressing one shows its neurons below.
import type { Subnet } from '../chain/read-subnets.ts'
import { titleOf } from '../chain/read-subnets.ts'
import { amount, count, plural, price, valueAt } from '../format.ts'
import { newest } from '../state/blocks.ts'
import { choose } from '../state/live.ts'
import { chosenSubnet, subnets } from '../state/network.ts'

function Tempo({ subnet }: { readonly subnet: Subnet }) {
  const block = newest.value?.number ?? subnet.lastEpoch
  if (subnet.nextEpoch === undefined) return <span class="card-epoch">no epochs: its tempo is 0</span>
  const left = Math.max(0, subnet.nextEpoch - block)
  const whole = Math.max(1, subnet.nextEpoch - subnet.lastEpoch)
  return (
    <span class="card-epoch">
      <span class="tempo" aria-hidden="true">
        <span class="tempo-fill" style={{ transform: `scaleX(${Math.min(1, 1 - left / whole)})` }} />
      </span>
      {left === 0 ? 'epoch due' : <>epoch in {plural(left, 'block')}</>}
    </span>
  )
}

function Card({ subnet }: { readonly subnet: Subnet }) {
  const { symbol } = subnet
  return (
    <button
      type="button"
      class="card"
      aria-pressed={chosenSubnet.value?.netuid === subnet.netuid}
      onClick={() => choose(subnet.netuid)}
    >
      <span class="card-head">
        <span class="card-name">{titleOf(subnet)}</span>
        <span class="card-number">
          {subnet.name === undefined ? '' : `subnet ${subnet.netuid}`} {symbol}
        </span>
      </span>
      <span class="card-price">
        <b>τ {price(subnet.price)}</b> per {symbol}
      </span>
      <span class="card-line">
        {subnet.paid === 0n ? (
          <>nobody paid yet</>
        ) : (
          <>
            {symbol} {amount(subnet.paid)}{' '}
            <span class="quiet">≈ τ {amount(valueAt(subnet.paid, subnet.price))}</span> last epoch
          </>
        )}
      </span>
      <span class="card-line">
        {plural(subnet.neurons, 'neuron')} <span class="quiet">of {count(subnet.seats)} seats</span>
      </span>
      <Tempo subnet={subnet} />
    </button>
  )
}

export function SubnetCards() {
  const list = subnets.value
  return (
    <section aria-labelledby="subnets-title">
      <h2 id="subnets-title">Subnets</h2>
      {list === undefined ? (
        <div class="cards" aria-busy="true">
          <div class="card card-empty" />
          <div class="card card-empty" />
        </div>
      ) : list.length === 0 ? (
        <p class="empty">
          No subnet yet. <code>npm start</code> opens its own in the first blocks; anybody may open another
          with <code>register_network</code>.
        </p>
      ) : (
        <div class="cards">
          {list.map(subnet => (
            <Card key={subnet.netuid} subnet={subnet} />
          ))}
        </div>
      )}
    </section>
  )
}
