// The host's port once more, but everything of a block goes through the engine's calls and a real socket.
import assert from 'node:assert/strict'
import { bytesToHex, hexToBytes } from '@taonet/wire'
import { engineAddress } from '../../src/abci/authorities.ts'
import { Halted } from '../../src/host/halt.ts'
import type { Host } from '../../src/host/host.ts'
import type { Block, HostPort, Proposal } from '../../src/host/port.ts'
import type { HostUnderTest } from '../host-conformance.ts'
import { genesis, openApplication } from './application-fixture.ts'
import { AbciException } from './connection.ts'
import type { Decided } from './engine-player.ts'

/** What the engine does not carry, seen over the application's shoulder. */
class Recorder {
  finalized: Block | undefined

  over(host: Host): HostPort {
    const recorder = this
    return {
      get head() {
        return host.head
      },
      query: host.query,
      check: extrinsic => host.check(extrinsic),
      prepare: (moment, source) => host.prepare(moment, source),
      process: proposal => host.process(proposal),
      async finalize(proposal) {
        recorder.finalized = await host.finalize(proposal)
        return recorder.finalized
      },
      commit: () => host.commit(),
      snapshot: () => host.snapshot(),
      restore: restored => host.restore(restored),
    }
  }

  block(): Block {
    if (!this.finalized) throw new RangeError('nothing was finalized')
    return this.finalized
  }
}

/** An exception says what was thrown behind the socket. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    if (!(thrown instanceof AbciException)) throw thrown
    throw thrown.message.startsWith('the chain halted')
      ? new Halted(thrown, undefined)
      : new RangeError(thrown.message)
  }
}

const decided = ({ number, time, author, extrinsics }: Proposal): Decided => ({
  height: number,
  time,
  proposer: author === undefined ? new Uint8Array(20) : engineAddress(hexToBytes(author)),
  txs: extrinsics,
})

export async function openEngineHost(key: string): Promise<HostUnderTest> {
  const recorder = new Recorder()
  const { host, pool, player, close } = await openApplication(key, { seen: real => recorder.over(real) })
  if (host.head.number === 0) await player.initChain(genesis)
  return {
    get head() {
      return host.head
    },
    query: host.query,
    async check(extrinsic) {
      const [answer] = await told(player.checkTxs([extrinsic]))
      if (!answer) throw new RangeError('CheckTx was not answered')
      return answer.code === 0 ? { ok: true } : { ok: false, rejection: { reason: answer.log } }
    },
    async prepare({ time, author }, source) {
      const given: Uint8Array[] = []
      for (let next = source.next(); next; next = source.next()) given.push(next)
      await player.checkTxs(given)
      const number = host.head.number + 1
      const proposal = { number, parentHash: host.head.hash, time, author, extrinsics: [] }
      const { txs } = await told(player.prepare(decided(proposal)))
      const chosen = new Set(txs.map(bytesToHex))
      const behind = given.filter(one => !chosen.has(bytesToHex(one)))
      // The application says what it takes; what stays in the pool waits for an earlier nonce.
      assert.equal(behind.length, pool.futures)
      for (const _ of behind) source.refused({ kind: 'invalid', reason: 'Future' })
      return { ...proposal, extrinsics: txs }
    },
    async process(proposal) {
      const ok = await told(player.process(decided(proposal)))
      return ok ? { ok } : { ok, why: 'rejected' }
    },
    async finalize(proposal) {
      const { appHash, txResults } = await told(player.finalize(decided(proposal)))
      const block = recorder.block()
      assert.equal(bytesToHex(appHash), block.hash)
      const codes = block.outcomes.map(outcome => (outcome.ok && !outcome.dispatch ? 0 : 1))
      assert.deepEqual(
        txResults.map(({ code }) => code),
        codes,
      )
      return block
    },
    async commit() {
      await told(player.commit())
      return recorder.block()
    },
    snapshot: () => host.snapshot(),
    restore: restored => host.restore(restored),
    close,
  }
}
