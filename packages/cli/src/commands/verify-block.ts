// `taonet verify block`: whether a block is final, by the signatures of validators that follow from those of a genesis or of an
// earlier header. The node that is asked for the proof need not be trusted, and none is asked when the proof is in a file.
import { readFile, writeFile } from 'node:fs/promises'
import { connect } from '@taonet/client'
import {
  checkpointOf,
  type FinalityProof,
  type LightBlock,
  type Trusted,
  trustedOf,
  verifyFinality,
} from '@taonet/node/finality'
import { NetError } from '@taonet/wire'
import { printJson, say } from '../terminal.ts'

export interface VerifyBlockOptions {
  readonly genesis?: string
  readonly trustHeight?: string
  readonly trustHash?: string
  readonly chainUrl: string
  readonly proof?: string
  readonly save?: string
  readonly json: boolean
}

const NEWEST = 'newest'
const PATIENCE_MS = 30_000

/** @throws NetError `not-final` when it does not hold, `other-block` when it is about another block, `options`. */
export async function verifyBlock(which: string, options: VerifyBlockOptions): Promise<void> {
  const trusted = await trustedBy(options)
  const proof =
    options.proof === undefined
      ? await ask(which, options.chainUrl, 'chainId' in trusted ? undefined : Number(trusted.height))
      : proofIn(await readFile(options.proof, 'utf8'))
  const block = verifyFinality(proof, trusted)
  if (which !== NEWEST && which !== block.hash && which !== String(block.number))
    throw new NetError(
      'other-block',
      `the proof is about block ${block.number}, ${block.hash}`,
      'ask for that one',
    )
  if (options.save !== undefined) await writeFile(options.save, `${JSON.stringify(proof, null, 2)}\n`)
  if (options.json) return printJson(block)
  const { number, hash, stateRoot, power, total, checkpoint } = block
  say(`block ${number} is final: signed by ${power} of ${total}\nhash       ${hash}\nstate root ${stateRoot}`)
  say(`trust it:  --trust-height ${checkpoint.height} --trust-hash ${checkpoint.hash}`)
}

async function trustedBy({ genesis, trustHeight, trustHash }: VerifyBlockOptions): Promise<Trusted> {
  if (trustHeight !== undefined && trustHash !== undefined && genesis === undefined)
    return checkpointOf(trustHeight, trustHash)
  if (genesis !== undefined && trustHeight === undefined && trustHash === undefined)
    return trustedOf(await readFile(genesis, 'utf8'))
  throw new NetError(
    'options',
    'it is not clear whom to trust',
    'name --genesis FILE, or both --trust-height and --trust-hash',
  )
}

async function ask(which: string, url: string, from: number | undefined): Promise<FinalityProof> {
  const client = await connect(url, { timeout: PATIENCE_MS })
  try {
    const hash = await hashOf(which, number => client.rpc<string | null>('chain_getBlockHash', [number]))
    return proofOf(await client.rpc<unknown>('taonet_finalityProof', [hash ?? null, from ?? null]))
  } finally {
    client.close()
  }
}

async function hashOf(
  which: string,
  byNumber: (number: number) => Promise<string | null>,
): Promise<string | undefined> {
  if (which === NEWEST) return undefined
  if (which.startsWith('0x')) return which
  const number = Number(which)
  if (!Number.isSafeInteger(number) || number < 0)
    throw new NetError('block', `"${which}" is no block`, "give a number, a hash, or 'newest'")
  const hash = await byNumber(number)
  if (hash === null)
    throw new NetError('block', `the node has no block ${number}`, 'it may be younger than that')
  return hash
}

function proofIn(text: string): FinalityProof {
  try {
    return proofOf(JSON.parse(text))
  } catch (thrown) {
    if (thrown instanceof NetError) throw thrown
    throw new NetError('not-final', 'the file holds no proof', 'keep one by --save', thrown)
  }
}

function proofOf(value: unknown): FinalityProof {
  const fields: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {}
  const { header, path = [] } = fields
  if (typeof header === 'string' && isLightBlock(fields) && Array.isArray(path) && path.every(isLightBlock)) {
    const { signedHeader, validatorSet } = fields
    return { header, signedHeader, validatorSet, path }
  }
  throw new NetError('not-final', 'that is no proof', 'ask a node whose chain is kept by validators')
}

const isLightBlock = (value: unknown): value is LightBlock =>
  typeof value === 'object' &&
  value !== null &&
  'signedHeader' in value &&
  typeof value.signedHeader === 'string' &&
  'validatorSet' in value &&
  typeof value.validatorSet === 'string'
