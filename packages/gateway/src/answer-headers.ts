// Who answered, from which block's ranking (DESIGN §6).
import { type Network, type ServedSubnet, subnetOf } from './network.ts'
import type { Served } from './router.ts'

export function answerHeaders(
  network: Network,
  kind: ServedSubnet['name'],
  { miner, tried }: Served<unknown>,
): Record<string, string> {
  return {
    // A declared name is the miner's own text: headers take visible ASCII only.
    'x-taonet-model': miner.model.replace(/[^\x20-\x7e]/g, '?').slice(0, 128),
    'x-taonet-miners': [miner.uid, ...tried].map(uid => `${kind}/${uid}`).join(', '),
    'x-taonet-block': String(subnetOf(network, kind)?.directory.block ?? 0),
  }
}
