// A child that writes a validator's state as fast as it can and says what it has promised; its parent kills it.

import { SecretStore, secretHash } from '../src/validator/epoch-secrets.ts'
import { EvidenceLog, keptResponse } from '../src/validator/evidence.ts'
import { type ProbeRecord, valueHash } from '../src/validator/evidence-lines.ts'
import { Quarantine } from '../src/validator/quarantine.ts'
import { ScoreBook } from '../src/validator/score-book.ts'
import { minerKey, validatorKey } from './fixtures.ts'
import { plainSubnet, zero } from './plain-subnet.ts'

const [folder = '.', from = '0'] = process.argv.slice(2)
const book = new ScoreBook(`${folder}/scores.json`, plainSubnet)
const secrets = new SecretStore(`${folder}/secrets.json`)
const quarantine = new Quarantine(`${folder}/quarantine.json`)
const evidence = new EvidenceLog(`${folder}/evidence`, {
  netuid: 1,
  validator: validatorKey.ss58,
  subnet: plainSubnet.name,
  version: plainSubnet.version,
  protocol: plainSubnet.protocol,
})

const record = (counter: number): ProbeRecord => ({
  counter,
  block: 1,
  blockHash: zero,
  uid: 1,
  miner: minerKey.ss58,
  seed: zero,
  kind: 'k',
  declaration: null,
  requests: [],
  outcomes: [{ failure: undefined, hash: valueHash('x'), ...keptResponse('x'), firstByteMs: 1, totalMs: 1 }],
  measured: undefined,
  score: 1,
  parts: {},
})

for (let epoch = BigInt(from); ; epoch++) {
  const secret = secrets.of(epoch)
  evidence.turn(epoch, secretHash(secret), one => secrets.known(one))
  for (let i = 0; i < 5; i++) {
    evidence.probe(record(evidence.nextCounter()))
    book.enter(
      minerKey.account,
      { kind: 'k', scored: { score: 1, parts: {} }, answered: true, latency: 1, block: 1 },
      Date.now(),
    )
    book.save(Date.now())
  }
  quarantine.veto(minerKey.account, epoch, { kind: 'k', category: 'c' })
  const probes = book.page(minerKey.account)?.probes ?? 0
  process.stdout.write(`${JSON.stringify({ epoch: String(epoch), hash: secretHash(secret), probes })}\n`)
}
