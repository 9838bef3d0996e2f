// One neuron in the table; on a phone its row becomes a card, with the columns' names from `data-label`.
import type { Neuron } from '../chain/read-metagraph.ts'
import type { Subnet } from '../chain/read-subnets.ts'
import { address, amount, percent, plural, shortAddress, valueAt } from '../format.ts'
import { newest } from '../state/blocks.ts'
import { pointedUid } from '../state/network.ts'

const ROLE = { owner: 'Owner', validator: 'Validator', miner: 'Miner', idle: 'No role yet' } as const

interface BarProps {
  readonly share: number
  readonly most: number
  readonly kind: 'incentive' | 'dividends'
}

function ShareBar({ share, most, kind }: BarProps) {
  if (share === 0) return <span class="none">–</span>
  return (
    <span class="share">
      <span class="share-number">{percent(share)}</span>
      <span class="share-room" aria-hidden="true">
        <span
          class="share-fill"
          data-kind={kind}
          style={{ transform: `scaleX(${most === 0 ? 0 : share / most})` }}
        />
      </span>
    </span>
  )
}

/** When a validator last set or committed weights; a miner has none to set. */
function Updated({ neuron, block }: { readonly neuron: Neuron; readonly block: number }) {
  if (neuron.role !== 'validator' || neuron.lastUpdate <= neuron.registeredAt)
    return <span class="none">–</span>
  const age = Math.max(0, block - neuron.lastUpdate)
  return <>{age === 0 ? 'this block' : `${plural(age, 'block')} ago`}</>
}

export interface RowProps {
  readonly neuron: Neuron
  readonly subnet: Subnet
  readonly mostIncentive: number
  readonly mostDividends: number
}

export function NeuronRow({ neuron, subnet, mostIncentive, mostDividends }: RowProps) {
  const { uid, hotkey, role, model, engine, incentive, dividends, emission, stake } = neuron
  const isPointed = pointedUid.value === uid
  return (
    <tr
      id={`neuron-${uid}`}
      data-role={role}
      data-pointed={isPointed}
      onMouseEnter={() => {
        pointedUid.value = uid
      }}
      onMouseLeave={() => {
        pointedUid.value = undefined
      }}
    >
      <th scope="row" class="cell-uid">
        <span class="uid">{uid}</span>
        <span class="hotkey" title={address(hotkey)}>
          {shortAddress(hotkey)}
        </span>
      </th>
      <td class="cell-role">{ROLE[role]}</td>
      <td class="cell-model">
        {model === undefined ? (
          <span class="none">{role === 'miner' ? 'undeclared' : '–'}</span>
        ) : (
          <span title={engine === undefined ? model : `${model}, run by ${engine}`}>{model}</span>
        )}
      </td>
      <td class="cell-number cell-incentive" data-label="Incentive">
        <ShareBar share={incentive} most={mostIncentive} kind="incentive" />
      </td>
      <td class="cell-number cell-dividends" data-label="Dividends">
        <ShareBar share={dividends} most={mostDividends} kind="dividends" />
      </td>
      <td class="cell-number cell-emission" data-label="Earned">
        {emission === 0n ? (
          <span class="none">–</span>
        ) : (
          <>
            {subnet.symbol} {amount(emission)}
            <span class="worth">τ {amount(valueAt(emission, subnet.price))}</span>
          </>
        )}
      </td>
      <td class="cell-number cell-stake" data-label="Stake">
        {stake === 0n ? <span class="none">–</span> : `${subnet.symbol} ${amount(stake)}`}
      </td>
      <td class="cell-number cell-update" data-label="Weights">
        <Updated neuron={neuron} block={newest.value?.number ?? 0} />
      </td>
    </tr>
  )
}
