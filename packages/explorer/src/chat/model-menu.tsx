// Whom to ask: the network as a whole, a declared model, or one miner.
import { percent } from '../format.ts'
import { model } from './conversation.ts'
import { type Model, models } from './models.ts'

const ROUTES: Readonly<Record<string, string>> = {
  auto: 'auto: the experts for your question',
  text: 'text: the same, of the text subnet',
}

const withShare = ({ id, incentive }: Model): string => (incentive > 0 ? `${id} (${percent(incentive)})` : id)

export function ModelMenu() {
  const list = models.value
  const ids = list ? [...list.routes, ...list.declared, ...list.single].map(one => one.id) : []
  return (
    <label class="model-menu">
      <span>Model</span>
      <select
        value={model.value}
        onChange={event => {
          model.value = event.currentTarget.value
        }}
      >
        {!ids.includes(model.value) && <option value={model.value}>{model.value}</option>}
        <optgroup label="The network">
          {list?.routes.map(one => (
            <option key={one.id} value={one.id}>
              {ROUTES[one.id] ?? one.id}
            </option>
          ))}
        </optgroup>
        <optgroup label="Declared models, with their share of incentive">
          {list?.declared.map(one => (
            <option key={one.id} value={one.id}>
              {withShare(one)}
            </option>
          ))}
        </optgroup>
        <optgroup label="Single miners">
          {list?.single.map(one => (
            <option key={one.id} value={one.id}>
              {withShare(one)}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  )
}
