// Who answered, from which block's ranking (DESIGN §6).
import type { Served } from './dispatch.ts'

export function answerHeaders({ miner, tried }: Served, kind: string, block: number): Record<string, string> {
  return {
    // A declared name is the miner's own text: headers take visible ASCII only.
    'x-taonet-model': miner.model.replace(/[^\x20-\x7e]/g, '?').slice(0, 128),
    'x-taonet-miners': [miner.uid, ...tried].map(uid => `${kind}/${uid}`).join(', '),
    'x-taonet-block': String(block),
  }
}
