// The page's entry: starts what feeds it, then draws it.
import { render } from 'preact'
import { startModels } from './chat/models.ts'
import { startClock } from './state/clock.ts'
import { startGateway } from './state/gateway.ts'
import { startLive } from './state/live.ts'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/blocks.css'
import './styles/subnets.css'
import './styles/neurons.css'
import './styles/chart.css'
import './styles/gateway.css'
import './styles/chat.css'
import { Page } from './ui/page.tsx'

startClock()
startLive()
startModels()
startGateway()

const host = document.getElementById('page')
if (host) render(<Page />, host)
