// A validator that signed two blocks of one height, proved to real engines: its vote is gone two heights later, and the chain
// goes on without it. In the longer tiers alone: what follows from evidence is played without an engine besides.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { keyPairFromSeed } from '@taonet/wire'
import { BlockID, Commit, CommitSig } from 'cosmjs-types/tendermint/types/types'
import { findEngine } from '../src/abci/engine-binary.ts'
import { voteBytes } from '../src/abci/finality/engine-hashes.ts'
import {
  endNetworkAfterTests,
  engineOf,
  gone,
  initNetwork,
  reaches,
  startNetworkNode,
  taonet,
} from './abci/network.ts'
import { testGenesis } from './wallet.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const skip = (await findEngine()) === undefined ? 'no CometBFT' : false
const root = await mkdtemp(join(tmpdir(), 'taonet-evidence-'))
endNetworkAfterTests()
after(() => rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }))

/** One call of an engine's own RPC, over the socket that its node made for it. */
async function engineSays(pid: number, method: string, params: object): Promise<Record<string, unknown>> {
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
  const socketPath =
    words[words.indexOf('--rpc.laddr') + 1]?.replace('unix://', '') ?? assert.fail('no socket')
  const sent = request({
    socketPath,
    path: '/',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  })
  sent.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
  const [response] = await once(sent, 'response')
  let text = ''
  for await (const piece of response) text += String(piece)
  const { result, error } = JSON.parse(text) as { result?: Record<string, unknown>; error?: unknown }
  return result ?? assert.fail(JSON.stringify(error))
}

/** Two precommits of one round, for two blocks that never were, in the order that the engine wants. */
function twoVotes(chainId: string, height: number, keyFile: string) {
  const { address, priv_key } = JSON.parse(keyFile) as { address: string; priv_key: { value: string } }
  const signer = keyPairFromSeed(Buffer.from(priv_key.value, 'base64').subarray(0, 32), 'ed25519')
  const seconds = BigInt(Math.floor(Date.now() / 1000))
  return [1, 2].map(fill => {
    const hash = new Uint8Array(32).fill(fill)
    const blockId = BlockID.fromPartial({ hash, partSetHeader: { total: 1, hash } })
    const commit = Commit.fromPartial({ height: BigInt(height), round: 0, blockId })
    const vote = CommitSig.fromPartial({ timestamp: { seconds, nanos: 0 } })
    const hex = Buffer.from(hash).toString('hex').toUpperCase()
    return {
      type: 2,
      height: String(height),
      round: 0,
      block_id: { hash: hex, parts: { total: 1, hash: hex } },
      timestamp: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z'),
      validator_address: address,
      validator_index: 0,
      signature: Buffer.from(signer.sign(voteBytes(chainId, commit, vote))).toString('base64'),
    }
  })
}

if (EFFORT >= 10)
  test('a validator that signed two blocks of one height votes no more', { skip }, async () => {
    const genesisFile = join(root, 'genesis.json')
    await writeFile(genesisFile, JSON.stringify(testGenesis('local')))
    const { homes } = await initNetwork(join(root, 'network'), 2, genesisFile)
    const [honest, liar] = await Promise.all(homes.map(home => startNetworkNode(home.dir)))
    assert.ok(honest && liar)
    await reaches(honest, 3)
    const engine = await engineOf(honest)
    const { signed_header } = (await engineSays(engine, 'commit', { height: '2' })) as {
      signed_header: { header: { time: string; chain_id: string } }
    }
    const { time, chain_id: chainId } = signed_header.header
    const file = join(homes[1]?.dir ?? '', 'config', 'priv_validator_key.json')
    const [vote_a, vote_b] = twoVotes(chainId, 2, await readFile(file, 'utf8'))
    const value = { vote_a, vote_b, TotalVotingPower: '20', ValidatorPower: '10', Timestamp: time }
    await engineSays(engine, 'broadcast_evidence', {
      evidence: { type: 'tendermint/DuplicateVoteEvidence', value },
    })
    const listed = async () => {
      const url = `ws://127.0.0.1:${honest.port}`
      const said = await taonet('network', 'validators', '--chain-url', url, '--json')
      const { validators } = JSON.parse(said) as { validators: { key: string; power: string }[] }
      return validators.find(({ key }) => key === homes[1]?.authority)
    }
    const deadline = Date.now() + 120_000
    while ((await listed())?.power !== '0') assert.ok(Date.now() < deadline, 'the evidence had no effect')
    const { offence, height } = (await listed()) as { offence?: string; height?: number }
    assert.deepEqual([offence, height], ['DuplicateVote', 2])
    const now = Number(((await honest.rpc.ask('chain_getHeader')) as { number: string }).number)
    await reaches(honest, now + 3)
    // Of two that voted one is left: the chain does not need the other any more.
    const itsEngine = await engineOf(liar)
    liar.rpc.close()
    liar.child.kill('SIGKILL')
    await liar.ended
    await reaches(honest, now + 8)
    await gone(itsEngine)
    honest.rpc.close()
    honest.child.kill('SIGTERM')
    assert.equal(await honest.ended, 0)
  })
