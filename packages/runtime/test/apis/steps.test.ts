// A long list is answered in steps, an element in each, and its bytes are those of the elements one after the other.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serveApis, whole } from '../../src/api.ts'
import { apiAnswers } from '../../src/apis/answers.ts'
import { subnetInfoApi } from '../../src/apis/subnet-info.ts'
import { netuids } from '../../src/chapters/subnets/registry.ts'
import { askBytes, scene } from './scene.ts'

const serve = serveApis(apiAnswers)

test('all subnets: as many steps as there are, and the bytes of each alone', () => {
  const world = scene()
  const all = netuids(world)
  assert.ok(all.length > 1)
  const lists = [
    ['get_all_metagraphs', 'get_metagraph'],
    ['get_all_dynamic_info', 'get_dynamic_info'],
    ['get_subnets_info', 'get_subnet_info'],
    ['get_subnets_info_v2', 'get_subnet_info_v2'],
  ] as const
  for (const [list, one] of lists) {
    const asked = () => serve(world, `SubnetInfoRuntimeApi_${list}`, new Uint8Array())
    const steps = asked()
    let count = 0
    while (!steps.next().done) count++
    assert.equal(count, all.length, list)
    const alone = all.map(netuid => askBytes(world, subnetInfoApi, one, { netuid }))
    // A list of fewer than 64 begins with one byte: four times its length.
    const joined = Buffer.concat([Uint8Array.of(4 * all.length), ...alone])
    assert.equal(Buffer.from(whole(asked())).toString('hex'), joined.toString('hex'), list)
  }
})
