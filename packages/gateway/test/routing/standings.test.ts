// In which order the candidates of a question are asked.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ready } from '@taonet/wire'
import { Standings } from '../../src/routing/standings.ts'
import { candidate, VirtualClock } from './virtual.ts'

await ready()

test('whoever was unsafe is asked after the full and the failing ones', () => {
  const standings = new Standings(new VirtualClock())
  const [full, unsafe, free, failing] = [
    candidate(1),
    { ...candidate(2), vetoed: true },
    candidate(3),
    candidate(4),
  ]
  const standing = standings.of(full)
  standing.underWay = standing.limit.value
  for (let i = 0; i < 3; i++) standings.of(failing).breaker.failed(0, 1)
  assert.deepEqual(
    standings.ordered([full, unsafe, free, failing]).map(({ uid }) => uid),
    [3, 1, 4, 2],
  )
})
