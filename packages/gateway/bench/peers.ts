// What this gateway costs beside the Portkey gateway and the LiteLLM proxy: the same instant upstream, one machine, one run.
// It installs both, so it runs only when it is named: `npm run bench -- gateway/bench/peers`.
import { parseArgs } from 'node:util'
import { startLitellm } from './lib/peers/litellm.ts'
import { startPortkey } from './lib/peers/portkey.ts'
import { sideBySide } from './lib/peers/side-by-side.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' } },
})

await sideBySide({
  peers: [
    { what: 'Portkey gateway', goal: 3, start: startPortkey },
    { what: 'LiteLLM proxy', goal: 5, start: startLitellm },
  ],
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  expected: new URL('expected-peers.json', import.meta.url),
})
