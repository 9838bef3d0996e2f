// `taonet verify block`: whether a block is final, by the signatures of validators that a genesis names. The node that is
// asked for the proof need not be trusted, and none is asked when the proof is in a file.
import { readFile, writeFile } from 'node:fs/promises'
import { connect } from '@taonet/client'
import { type FinalityProof, trustedOf, verifyFinality } from '@taonet/node/finality'
import { NetError } from '@taonet/wire'
import { printJson, say } from '../terminal.ts'

export interface VerifyBlockOptions {
  readonly genesis: string
  readonly chainUrl: string
  readonly proof?: string
  readonly save?: string
  readonly json: boolean
}

const NEWEST = 'newest'
const PATIENCE_MS = 30_000

/** @throws NetError `not-final` when it does not hold, `other-block` when it is about another block. */
export async function verifyBlock(which: string, options: VerifyBlockOptions): Promise<void> {
  const trusted = trustedOf(await readFile(options.genesis, 'utf8'))
  const proof =
    options.proof === undefined
      ? await ask(which, options.chainUrl)
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
  const { number, hash, stateRoot, power, total } = block
  say(`block ${number} is final: signed by ${power} of ${total}\nhash       ${hash}\nstate root ${stateRoot}`)
}

async function ask(which: string, url: string): Promise<FinalityProof> {
  const client = await connect(url, { timeout: PATIENCE_MS })
  try {
    const hash = await hashOf(which, number => client.rpc<string | null>('chain_getBlockHash', [number]))
    return proofOf(await client.rpc<unknown>('taonet_finalityProof', hash === undefined ? [] : [hash]))
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
  const { header, signedHeader, validatorSet } = fields
  if (typeof header === 'string' && typeof signedHeader === 'string' && typeof validatorSet === 'string')
    return { header, signedHeader, validatorSet }
  throw new NetError('not-final', 'that is no proof', 'ask a node whose chain is kept by validators')
}
