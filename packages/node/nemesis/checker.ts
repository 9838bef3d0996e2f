// The judge: what the validators have on their disks, against what the clients were told.
import type { AccountId, Hash } from '@taonet/wire'
import type { BlockFacts, ChainFacts } from './chain-facts.ts'
import type { History } from './history.ts'
import { Model } from './model.ts'

export interface Evidence {
  /** By validator. */
  readonly chains: readonly ChainFacts[]
  readonly history: History
  /** rao by account at genesis. */
  readonly funded: readonly (readonly [AccountId, bigint])[]
  /** Who is paid the fees. */
  readonly authorities: readonly AccountId[]
}

/** Every promise that was broken, in words; none when all is well. */
export function violations(evidence: Evidence): readonly string[] {
  const { chains } = evidence
  const longest = chains.reduce((best, one) => (one.blocks.length > best.blocks.length ? one : best))
  return [
    ...chains.flatMap((chain, index) => differences(chain.blocks, longest.blocks, index + 1)),
    ...linkProblems(longest.blocks),
    ...inclusionProblems(longest.blocks, evidence.history),
    ...chains.flatMap((chain, index) => moneyProblems(chain, evidence, index + 1)),
  ]
}

/** One chain: a validator may lack the newest blocks, and has no other ones. */
function differences(
  own: readonly BlockFacts[],
  longest: readonly BlockFacts[],
  validator: number,
): string[] {
  const at = own.findIndex((block, number) => {
    const other = longest[number]
    return block.hash !== other?.hash || block.stateRoot !== other.stateRoot
  })
  return at < 0 ? [] : [`fork: validator ${validator} has another block ${at}`]
}

function linkProblems(blocks: readonly BlockFacts[]): string[] {
  return blocks.flatMap((block, number) =>
    number > 0 && block.parent !== blocks[number - 1]?.hash ? [`block ${number} has another parent`] : [],
  )
}

/** Each acknowledged extrinsic once and in the block that was named, every other one at most once, and no others. */
function inclusionProblems(blocks: readonly BlockFacts[], history: History): string[] {
  const found = new Map<Hash, Hash>()
  const problems: string[] = []
  for (const [number, block] of blocks.entries())
    for (const extrinsic of block.extrinsics) {
      if (!history.get(extrinsic)) problems.push(`block ${number} holds ${extrinsic}, which nobody sent`)
      if (found.has(extrinsic)) problems.push(`block ${number} holds ${extrinsic} once more`)
      found.set(extrinsic, block.hash)
    }
  for (const { hash, acknowledged } of history.all) {
    if (acknowledged === undefined) continue
    const where = found.get(hash)
    if (where === undefined) problems.push(`lost: ${hash} was called final in ${acknowledged}`)
    else if (where !== acknowledged)
      problems.push(`${hash} was called final in ${acknowledged}, not ${where}`)
  }
  return problems
}

function moneyProblems(chain: ChainFacts, evidence: Evidence, validator: number): string[] {
  const { history, funded, authorities } = evidence
  const model = new Model(funded)
  for (const block of chain.blocks)
    for (const extrinsic of block.extrinsics) {
      const operation = history.get(extrinsic)
      if (operation) model.apply(operation)
    }
  const problems = model.accounts.flatMap(account => {
    const held = chain.free.get(account) ?? 0n
    return held === model.free(account)
      ? []
      : [`validator ${validator}: ${account} holds ${held} rao instead of ${model.free(account)}`]
  })
  const paid = authorities.reduce((sum, account) => sum + (chain.free.get(account) ?? 0n), 0n)
  if (paid !== model.fees)
    problems.push(`validator ${validator}: the authors hold ${paid} rao of ${model.fees} paid in fees`)
  const { told, held } = chain.issuance
  if (told !== held) problems.push(`validator ${validator}: ${told} rao are in being, accounts hold ${held}`)
  if (chain.broken !== undefined) problems.push(`validator ${validator}: ${chain.broken}`)
  return problems
}
