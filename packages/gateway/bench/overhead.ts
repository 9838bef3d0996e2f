// What the gateway costs, the signed hop included: the same answer fetched without either is what its time is compared with.
// Beside other gateways: `npm run bench -- gateway/bench/peers`.
import { sideBySide } from './lib/peers/side-by-side.ts'

await sideBySide({ peers: [], rounds: 3, seconds: 1.5, expected: new URL('expected.json', import.meta.url) })
