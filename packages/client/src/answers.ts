// What a node sends, before it is believed: each reader takes an answer of any shape and gives the one that was meant.
import { type Hash, type Hex, isHash, NetError } from '@taonet/wire'

const badReply = (what: string, wanted: string, cause?: unknown): NetError =>
  new NetError(
    'bad-reply',
    `the node's answer to ${what} is not ${wanted}`,
    'it may be no node of this kind of chain; name another address',
    cause,
  )

/** Makes sense of bytes that the node sent. @throws NetError `bad-reply` with the decoder's own error as its cause. */
export function understood<T>(what: string, decoder: () => T): T {
  try {
    return decoder()
  } catch (cause) {
    throw badReply(what, 'what the tables say it is', cause)
  }
}

/** `what` names the question, for the error. Readers throw NetError `bad-reply`. */
export type Read<T> = (answer: unknown, what: string) => T

const reader =
  <T>(wanted: string, is: (answer: unknown) => answer is T): Read<T> =>
  (answer, what) => {
    if (is(answer)) return answer
    throw badReply(what, wanted)
  }

const NUMBER = /^0x[\da-f]{1,13}$/i

const isText = (answer: unknown): answer is string => typeof answer === 'string'
/** Its digits are looked at when it is decoded. */
const isHex = (answer: unknown): answer is Hex =>
  isText(answer) && answer.startsWith('0x') && answer.length % 2 === 0
const isCount = (answer: unknown): answer is number =>
  typeof answer === 'number' && Number.isSafeInteger(answer) && answer >= 0
export const isRecord = (answer: unknown): answer is Readonly<Record<string, unknown>> =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer)

export const text = reader('text', isText)
export const hash = reader<Hash>('a hash', isHash)
export const hex = reader('hexadecimal', isHex)
export const count = reader('a number', isCount)
const record = reader('an object', isRecord)

/** Null becomes undefined: the node knows of no such thing. */
export const optional =
  <T>(read: Read<T>): Read<T | undefined> =>
  (answer, what) =>
    answer == null ? undefined : read(answer, what)

export const list =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (answer, what) => {
    if (!Array.isArray(answer)) throw badReply(what, 'a list')
    return answer.map(one => read(one, what))
  }

/** The height in a header. */
export const height: Read<number> = (answer, what) => {
  const { number } = record(answer, what)
  if (!isText(number) || !NUMBER.test(number)) throw badReply(what, 'a header')
  return Number(number)
}

export interface RpcBlock {
  readonly number: number
  readonly extrinsics: readonly string[]
}

export const block: Read<RpcBlock> = (answer, what) => {
  const inner = record(record(answer, what).block, what)
  return { number: height(inner.header, what), extrinsics: list(text)(inner.extrinsics, what) }
}

export interface RuntimeVersion {
  readonly specVersion: number
  readonly transactionVersion: number
}

export const runtimeVersion: Read<RuntimeVersion> = (answer, what) => {
  const { specVersion, transactionVersion } = record(answer, what)
  return { specVersion: count(specVersion, what), transactionVersion: count(transactionVersion, what) }
}

/** Values by key, of one block. */
export const changeSets: Read<ReadonlyMap<string, Hex | undefined>> = (answer, what) => {
  const sets = list(record)(answer, what)
  const pairs = sets.flatMap(set => list(list((one: unknown) => one))(set.changes, what))
  return new Map(pairs.map(([key, value]) => [text(key, what), optional(hex)(value, what)]))
}
