// The page: what is answered on the right, what answers on the left; on a phone one below the other.
import { ChatBox } from '../chat/chat-box.tsx'
import { BlockStrip } from './block-strip.tsx'
import { GatewayPanel } from './gateway-panel.tsx'
import { Header } from './header.tsx'
import { IncentiveChart } from './incentive-chart.tsx'
import { NeuronTable } from './neuron-table.tsx'
import { SubnetCards } from './subnet-cards.tsx'

export function Page() {
  return (
    <>
      <a class="skip" href="#ask">
        Skip to the question box
      </a>
      <Header />
      <BlockStrip />
      <div class="columns">
        <main class="network">
          <SubnetCards />
          <NeuronTable />
          <IncentiveChart />
          <GatewayPanel />
        </main>
        <ChatBox />
      </div>
      <footer class="footer">
        <p>
          All but the gateway’s own figures is read from the chain in your browser, over the same RPC any
          wallet uses. Amounts in <abbr title="TAO, the network’s coin">τ</abbr> and in each subnet’s own
          token.
        </p>
      </footer>
    </>
  )
}
