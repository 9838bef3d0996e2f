// Lines of the real engine, as version 0.38.25 writes them, and lines that only look like them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adviceOn, hasGivenUp, hasOtherState, lastWords } from '../src/abci/engine-words.ts'

const DIFFER = 'wrong Block.Header.AppHash.  Expected 21DD, got EF15'
const FETCHED = `E[2026-11-23|03:24:21.511] Error in validation                          module=blocksync height=1 hash=9CAECA50 err="${DIFFER}"`
const VOTED = `E[2026-11-22|23:42:26.740] CONSENSUS FAILURE!!!                          module=consensus err="+2/3 committed an invalid block: ${DIFFER}" stack="goroutine"`

test('a block that two thirds signed and that is not of our state is told from everything else', () => {
  assert.ok(hasOtherState(FETCHED))
  assert.ok(hasOtherState(VOTED))
  for (const line of [
    `E[2026-11-23|03:24:21.511] Stopping peer for error                      module=p2p peer="x" err="reactor validation error: ${DIFFER}"`,
    `E[2026-11-23|03:24:21.511] prevote step: consensus deems this block invalid; prevoting nil module=consensus err="${DIFFER}"`,
    `I[2026-11-23|03:24:21.511] Error in validation module=blocksync height=1 hash=AB err="${DIFFER}"`,
    `E[2026-11-23|03:24:21.511] Error in validation                          module=blocksync height=1 hash=AB err="invalid commit -- wrong set size: 4 vs 1"`,
    `E[2026-11-23|03:24:21.511] Stopping peer for error module=p2p err="${FETCHED}"`,
    'E[2026-11-22|23:42:26.740] CONSENSUS FAILURE!!! module=consensus err="no space left on device"',
  ])
    assert.ok(!hasOtherState(line), line)
  assert.ok(hasGivenUp(VOTED) && !hasGivenUp(FETCHED))
})

test('a full disk is called by its name', () => {
  const full = 'failed to initialize database: write data/state.db/000002.ldb: no space left on device'
  assert.match(adviceOn(full, '/home'), /^make room on the disk of \/home/)
  assert.match(adviceOn('panic: anything else', '/home'), /^in \/home config\/ has to be/)
})

test('of a panic its reason is kept, of anything else the last lines', () => {
  const panic = [
    'panic: state.AppHash does not match AppHash after replay. Got',
    '\tC338, expected .',
    '\tState: {}',
    'goroutine 1 [running]:',
    ...Array.from({ length: 40 }, (_, at) => `main.go:${at}`),
  ]
  assert.deepEqual(lastWords(['a line', ...panic]), [
    'panic: state.AppHash does not match AppHash after replay. Got C338, expected .',
  ])
  const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`)
  assert.deepEqual(lastWords(lines), lines.slice(-12))
  assert.deepEqual(lastWords([]), [])
})
