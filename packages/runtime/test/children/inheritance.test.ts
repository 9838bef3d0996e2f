// Lent stake through the rows: the inheritance vectors with children named and applied (vectors/README.md).
import assert from 'node:assert/strict'
import { I64F64 } from '@taonet/wire'
import { childrenInvariants } from '../../src/chapters/children/invariants.ts'
import { applyChildren } from '../../src/chapters/children/links.ts'
import { increaseStake, inheritedStake } from '../../src/chapters/staking/stake.ts'
import { TaoWeight } from '../../src/chapters/staking/table.ts'
import { Alpha, NetUid, ROOT } from '../../src/nouns.ts'
import { cases, vectorTest } from '../vectors/vector-file.ts'
import { accountOf, testWorld } from '../world.ts'

interface Case {
  readonly name: string
  readonly input: {
    netuid: number
    tao_weight: string
    hotkeys: Record<string, { alpha: string; tao: string }>
    children: Record<string, [string, string][]>
  }
  readonly expected: Record<string, { alpha_inherited: string; tao_inherited: string; total_floor: string }>
}

vectorTest('inheritance.json', {
  cases: cases<Case>(['name', 'input', 'expected'], ({ input, expected }) => {
    const world = testWorld()
    const netuid = NetUid(input.netuid)
    TaoWeight.put(world, BigInt(input.tao_weight))
    for (const [id, { alpha, tao }] of Object.entries(input.hotkeys)) {
      const stake = (where: NetUid, amount: string) =>
        increaseStake(world, accountOf(id), accountOf(`${id} cold`), where, Alpha(BigInt(amount)))
      if (netuid !== ROOT) stake(netuid, alpha)
      stake(ROOT, tao)
    }
    for (const [id, links] of Object.entries(input.children)) {
      applyChildren(
        world,
        accountOf(id),
        netuid,
        links.map(([proportion, child]) => [BigInt(proportion), accountOf(child)]),
      )
    }
    childrenInvariants(world)
    for (const [id, amounts] of Object.entries(expected)) {
      const { alpha, tao, total } = inheritedStake(world, accountOf(id), netuid)
      assert.deepEqual(
        { alpha_inherited: `${alpha}`, tao_inherited: `${tao}`, total_floor: `${I64F64.toU64(total)}` },
        amounts,
        id,
      )
    }
  }),
})
