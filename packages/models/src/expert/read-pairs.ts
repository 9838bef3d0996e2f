/** Questions and answers from files that stay on this machine. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join, relative } from 'node:path'
import { NetError } from '../net-error.ts'
import { talkTokens } from '../train/vocabulary.ts'

export interface Pair {
  readonly prompt: string
  readonly answer: string
  /** `file:line`, the only thing about a pair that reports ever name. */
  readonly source: string
}

export interface Pairs {
  readonly pairs: readonly Pair[]
  readonly files: number
  /** Lines that are too long for the network, or have too little to learn from. */
  readonly passedOver: number
}

const MOST_FILES = 10_000
const MOST_BYTES = 256 * 2 ** 20
/** Question, reply and their marks must fit the context of the networks trained here. */
export const LONGEST_PAIR = 250

const CONTINUE = 'Continue: '
const LEAST_WORDS = 4

type Reader = (line: string) => readonly { readonly prompt: string; readonly answer: string }[] | undefined

const READERS: Readonly<Record<string, Reader>> = {
  '.jsonl': jsonPairs,
  '.ndjson': jsonPairs,
  '.tsv': line => {
    const [prompt, answer] = line.split('\t')
    return prompt && answer ? [{ prompt, answer }] : undefined
  },
  '.txt': proseHalves,
  '.md': proseHalves,
}

/**
 * Every pair of a file, or of all files below a folder (links are not followed): `.jsonl` lines with prompt and answer or
 * with chat messages, `.tsv` lines, and `.txt` or `.md` prose, of which each line's second half is learned from its first.
 * Throws NetError: `not_found`, `bad_data` (with file and line), `too_long` for more than 256 MiB.
 */
export async function readPairs(path: string): Promise<Pairs> {
  const files = await dataFiles(path)
  if (files.length === 0)
    throw new NetError('not_found', `no data in ${path}`, {
      hint: `files end in ${Object.keys(READERS).join(', ')}`,
    })
  const pairs: Pair[] = []
  let passedOver = 0
  let bytes = 0
  for (const { file, name } of files) {
    bytes += (await stat(file)).size
    if (bytes > MOST_BYTES)
      throw new NetError('too_long', `${path} holds more than 256 MiB`, { hint: 'train on a part of it' })
    const lines = (await readFile(file, 'utf8')).split(/\r?\n/)
    for (const [i, line] of lines.entries()) {
      if (line.trim() === '') continue
      const source = `${name}:${i + 1}`
      const found = READERS[extname(name)]?.(line)
      if (found === undefined)
        throw new NetError('bad_data', `${source} is no pair of prompt and answer`, {
          hint: '{"prompt": "…", "answer": "…"} or {"messages": […]} a line, or PROMPT<TAB>ANSWER in a .tsv file',
        })
      const fitting = found.filter(pair => talkTokens(pair).length <= LONGEST_PAIR)
      passedOver += found.length === 0 ? 1 : found.length - fitting.length
      pairs.push(...fitting.map(pair => ({ ...pair, source })))
    }
  }
  return { pairs, files: files.length, passedOver }
}

async function dataFiles(path: string): Promise<{ file: string; name: string }[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new NetError('not_found', `there is no ${path}`, { cause, hint: 'name a folder or a file' })
  })
  if (found.isFile()) return extname(path) in READERS ? [{ file: path, name: basename(path) }] : []
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile() && extname(entry.name) in READERS)
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .slice(0, MOST_FILES)
    .map(file => ({ file, name: relative(path, file) }))
}

function jsonPairs(line: string) {
  const value = parsed(line)
  if (typeof value !== 'object' || value === null) return undefined
  if ('prompt' in value && 'answer' in value) {
    const { prompt, answer } = value
    return typeof prompt === 'string' && typeof answer === 'string' ? [{ prompt, answer }] : undefined
  }
  return 'messages' in value && Array.isArray(value.messages) ? turns(value.messages) : undefined
}

/** Each reply of a chat with the question right before it. */
function turns(messages: readonly unknown[]) {
  return messages.flatMap((message, i) => {
    const prompt = contentOf(messages[i - 1], 'user')
    const answer = contentOf(message, 'assistant')
    return prompt === undefined || answer === undefined ? [] : [{ prompt, answer }]
  })
}

function contentOf(message: unknown, role: string): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  if (!('role' in message && 'content' in message) || message.role !== role) return undefined
  return typeof message.content === 'string' ? message.content : undefined
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** A sentence at a time: a paragraph fits no row. */
function proseHalves(line: string) {
  return line
    .trim()
    .split(/(?<=[.!?])\s+/)
    .flatMap(sentence => {
      const words = sentence.split(/\s+/)
      const half = Math.floor(words.length / 2)
      return words.length < LEAST_WORDS
        ? []
        : [{ prompt: CONTINUE + words.slice(0, half).join(' '), answer: words.slice(half).join(' ') }]
    })
}
