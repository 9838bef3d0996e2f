// Which network this is, how far it has come, and whether it can be heard.

import { count, span, units } from '../format.ts'
import { newest } from '../state/blocks.ts'
import { chainNow } from '../state/chain-now.ts'
import { now } from '../state/clock.ts'
import { issuance } from '../state/network.ts'
import { LinkState } from './link-state.tsx'

export function Header() {
  const block = newest.value
  const chain = chainNow.value
  return (
    <header class="header">
      <div class="header-name">
        <h1 class="wordmark">taonet</h1>
        <p class="header-chain">
          {chain ? (
            <span title={`Genesis ${chain.genesis}, spec ${chain.specVersion}`}>{chain.name}</span>
          ) : (
            <span class="quiet">no chain yet</span>
          )}
        </p>
        <LinkState />
      </div>
      <dl class="facts">
        <div class="fact fact-block">
          <dt>Block</dt>
          <dd id="block-number" data-number={block?.number}>
            {block ? count(block.number) : '–'}
          </dd>
        </div>
        <div class="fact">
          <dt>Made</dt>
          <dd>{block ? <>{span(now.value - block.time)} ago</> : '–'}</dd>
        </div>
        <div class="fact">
          <dt>Issuance</dt>
          <dd>{issuance.value === undefined ? '–' : `τ ${units(issuance.value, 2)}`}</dd>
        </div>
      </dl>
    </header>
  )
}
