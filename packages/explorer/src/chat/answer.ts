// One answer as it grows: a pure fold over what the stream brings.
import type { Routing } from './routing.ts'

export interface Who {
  readonly model: string
  /** The miner that answered, then those that were tried before it: `text/3`. */
  readonly miners: readonly string[]
  readonly block: number | undefined
}

export interface Trouble {
  readonly message: string
  readonly code: string
  readonly hint: string
}

export interface Answer {
  readonly question: string
  readonly text: string
  readonly state: 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed'
  readonly who: Who | undefined
  readonly trouble: Trouble | undefined
  /** Milliseconds from sending to the first words, and to the end. */
  readonly firstWord: number | undefined
  readonly whole: number | undefined
  readonly tokens: number | undefined
  readonly routing: Routing | undefined
}

export type News =
  | { readonly type: 'who'; readonly who: Who }
  | { readonly type: 'words'; readonly text: string; readonly at: number }
  | { readonly type: 'usage'; readonly tokens: number }
  | { readonly type: 'routing'; readonly routing: Routing }
  | { readonly type: 'end'; readonly at: number }
  | { readonly type: 'stop'; readonly at: number }
  | { readonly type: 'trouble'; readonly trouble: Trouble }

export const asked = (question: string): Answer => ({
  question,
  text: '',
  state: 'waiting',
  who: undefined,
  trouble: undefined,
  firstWord: undefined,
  whole: undefined,
  tokens: undefined,
  routing: undefined,
})

export function heard(answer: Answer, news: News): Answer {
  switch (news.type) {
    case 'who':
      return { ...answer, who: news.who }
    case 'words':
      return {
        ...answer,
        state: 'streaming',
        text: answer.text + news.text,
        firstWord: answer.firstWord ?? news.at,
      }
    case 'usage':
      return { ...answer, tokens: news.tokens }
    case 'routing':
      return { ...answer, routing: news.routing }
    case 'end':
      return { ...answer, state: 'done', whole: news.at }
    case 'stop':
      return { ...answer, state: 'stopped', whole: news.at }
    case 'trouble':
      return { ...answer, state: 'failed', trouble: news.trouble }
  }
}

export const isOpen = ({ state }: Answer): boolean => state === 'waiting' || state === 'streaming'

/** Tokens a second after the first words; undefined where it would say nothing. */
export function speed({ tokens, firstWord, whole }: Answer): number | undefined {
  if (tokens === undefined || firstWord === undefined || whole === undefined) return undefined
  return tokens < 2 || whole <= firstWord ? undefined : ((tokens - 1) * 1000) / (whole - firstWord)
}
