// The replicated driver's host keeps the same promises as the embedded one's, asked through the engine's own calls.
import { runtime } from './abci/application-fixture.ts'
import { openEngineHost } from './abci/engine-host.ts'
import { hostConformance } from './host-conformance.ts'

hostConformance('cometbft', { runtime, namesParent: false, open: openEngineHost })
