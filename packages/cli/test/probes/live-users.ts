// People and programs who use the gateway as they would any OpenAI server: apps of several styles, conversations, bursts,
// habits of their own. Nothing here knows how probes are made; only what the skills' cards say one can ask is common to both.
import type { Random } from '@taonet/models/random'

export interface LiveOptions {
  /** Of the gateway, up to `/v1`. */
  readonly baseUrl: string
  readonly random: Random
  readonly models: readonly string[]
  /** Ordinary tasks of the experts, by family. */
  readonly tasks: readonly ((random: Random) => string)[]
  /** What people ask besides. */
  readonly open: (random: Random) => string
  /** What the gateway refuses, and some ask all the same. */
  readonly refused: (random: Random) => string
  /** A text to be gone on with, and what it answers. */
  readonly story: (random: Random) => { readonly prompt: string; readonly text: string }
  /** Mean milliseconds between two questions of one person. */
  readonly think: number
  /** A key for each person. */
  readonly keys: readonly string[]
  readonly signal: AbortSignal
}

type Style = 'chat' | 'script' | 'batch' | 'typing'

/** One program somebody wrote: its users all send what its code sends. */
interface App {
  readonly style: Style
  readonly parameters: Readonly<Record<string, unknown>>
  readonly system: string | undefined
  /** Whether its users' conversations may be kept. */
  readonly store: boolean
  /** Share of questions that are no task of any expert. */
  readonly chatty: number
  /** Families that its users like, the dearest first. */
  readonly taste: readonly ((random: Random) => string)[]
}

const SYSTEM = ['You are a helpful assistant.', 'Be concise.', 'You are a helpful assistant. Answer briefly.']

function parametersOf(style: Style, random: Random): Record<string, unknown> {
  switch (style) {
    case 'chat':
      return random.pick([
        { stream: true },
        { stream: true, temperature: 0.7 },
        { stream: true, temperature: 1, top_p: 0.9, max_tokens: 512 },
        { stream: true, stream_options: { include_usage: true } },
      ])
    case 'script':
      return random.pick([
        { max_tokens: 64, temperature: 0 },
        { temperature: 0, seed: random.below(1_000), max_tokens: 100 },
        { max_completion_tokens: 200 },
        {},
      ])
    case 'batch':
      return random.pick([
        { temperature: 0, max_tokens: 128 },
        { temperature: 0.2, max_tokens: 80, stop: ['\n\n'] },
      ])
    case 'typing':
      return random.pick([
        { max_tokens: 1, logprobs: true, top_logprobs: 20, temperature: 0 },
        { max_tokens: 8, logprobs: true, top_logprobs: 20 },
        { max_tokens: 16, logprobs: true, top_logprobs: 20, temperature: 0, stream: true },
      ])
  }
}

const STYLES: readonly Style[] = ['chat', 'chat', 'script', 'script', 'batch', 'typing', 'typing']

export function makeApps(random: Random, count: number, tasks: LiveOptions['tasks']): readonly App[] {
  return Array.from({ length: count }, (_, i) => {
    const style = STYLES[i % STYLES.length] ?? 'chat'
    return {
      style,
      parameters: parametersOf(style, random),
      system: style !== 'typing' && random.unit() < 0.3 ? random.pick(SYSTEM) : undefined,
      store: random.unit() < 0.5,
      chatty: style === 'batch' ? 0 : 0.6 * random.unit(),
      taste: random.shuffle(tasks),
    }
  })
}

interface Message {
  readonly role: string
  readonly content: string
}

/** The text of an answer, whole or streamed; empty when there is none, as where it was refused. */
async function answerTo(options: LiveOptions, key: string, body: Record<string, unknown>): Promise<string> {
  const response = await fetch(`${options.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
    signal: options.signal,
  })
  const text = await response.text()
  if (!response.ok) return ''
  const parts = [...text.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map(([, part]) =>
    JSON.parse(part ?? '""'),
  )
  return parts.filter(part => typeof part === 'string').join('')
}

const exponential = (random: Random, mean: number): number => -Math.log(1 - random.unit()) * mean

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>(resolve => {
    const timer = setTimeout(resolve, ms)
    const stop = (): void => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** The dearer a family, the likelier: as popularity falls with rank (Zipf). */
const favourite = (taste: App['taste'], random: Random): ((random: Random) => string) => {
  const whole = taste.reduce((sum, _, i) => sum + 1 / (i + 1), 0)
  let left = random.unit() * whole
  for (const [i, one] of taste.entries()) {
    left -= 1 / (i + 1)
    if (left < 0) return one
  }
  return taste[0] ?? (() => '')
}

/** Share of questions that the gateway refuses. */
const REFUSED = 0.03

/** One person: opens an app, asks a few things, comes back later. */
async function person(
  options: LiveOptions,
  apps: readonly App[],
  random: Random,
  key: string,
): Promise<void> {
  const { signal, think, models, story, open, refused } = options
  while (!signal.aborted) {
    const app = random.pick(apps)
    const send = (messages: readonly Message[]): Promise<string> =>
      answerTo(options, key, {
        model,
        messages: [
          ...(app.system === undefined ? [] : [{ role: 'system', content: app.system }]),
          ...messages,
        ],
        ...(app.store ? { store: true } : {}),
        ...app.parameters,
      }).catch(() => '')
    const model = random.pick(models)
    const question = (): string => {
      if (random.unit() < REFUSED) return refused(random)
      return random.unit() < app.chatty ? open(random) : favourite(app.taste, random)(random)
    }
    const ask = (): Message => ({ role: 'user', content: question() })
    await pause(exponential(random, think), signal)
    if (app.style === 'batch') {
      await Promise.all(Array.from({ length: random.between(2, 5) }, () => send([ask()])))
    } else if (app.style === 'typing') {
      const { prompt, text } = story(random)
      const words = [...text.matchAll(/ (?=[A-Za-z]{2})/g)].map(({ index }) => index).filter(at => at >= 24)
      const from = random.pick(words)
      // Asked at each key from a word's end to the first letters of the next.
      for (let at = from; at < from + 3 && !signal.aborted; at++) {
        await send([
          { role: 'user', content: prompt },
          { role: 'assistant', content: text.slice(0, at) },
        ])
        await pause(exponential(random, think / 3), signal)
      }
    } else {
      const messages: Message[] = []
      const turns = app.style === 'chat' ? 1 + Math.floor(exponential(random, 0.5)) : 1
      for (let turn = 0; turn < turns && !signal.aborted; turn++) {
        messages.push(ask())
        const answer = await send(messages)
        // A conversation with a refused question in it is refused as a whole: who wants to go on begins anew.
        if (answer === '') break
        messages.push({ role: 'assistant', content: answer })
        await pause(exponential(random, think), signal)
      }
    }
  }
}

/** Everybody at once, until the signal. */
export async function liveUsers(options: LiveOptions): Promise<void> {
  const apps = makeApps(options.random.fork('apps'), 21, options.tasks)
  const { keys, random } = options
  await Promise.all(keys.map((key, i) => person(options, apps, random.fork(`person ${i}`), key)))
}
