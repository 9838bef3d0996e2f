// A table of routes: plain paths, and those with a part of their own, such as an id.
import type { HttpAnswer } from './call.ts'

/** `id`: the path's own part, decoded; empty where it has none. @throws Refused, NetError. */
export type Handler<T> = (given: T, id: string) => HttpAnswer | Promise<HttpAnswer>

interface Patterned<T> {
  readonly method: string
  readonly pattern: RegExp
  readonly handler: Handler<T>
}

export interface Route<T> {
  readonly handler: Handler<T>
  readonly id: string
}

/** `:id` stands for one part of a path, `:id+` for all that is left of it. */
function patternOf(path: string): RegExp {
  const [before = '', after = ''] = path.split(/:id\+?/)
  const escaped = (text: string): string => text.replace(/[.+]/g, '\\$&')
  return new RegExp(`^${escaped(before)}(${path.includes(':id+') ? '.+' : '[^/]+'})${escaped(after)}$`)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export class Routes<T> {
  readonly #plain = new Map<string, Map<string, Handler<T>>>()
  /** In the order in which they were added. */
  readonly #patterned: Patterned<T>[] = []

  add(method: string, path: string, handler: Handler<T>): void {
    if (path.includes(':id')) {
      this.#patterned.push({ method, pattern: patternOf(path), handler })
      return
    }
    const methods = this.#plain.get(path) ?? new Map<string, Handler<T>>()
    methods.set(method, handler)
    this.#plain.set(path, methods)
  }

  /** HEAD asks for what GET would, without its body. */
  find(asked: string, path: string): Route<T> | undefined {
    const method = asked === 'HEAD' ? 'GET' : asked
    const handler = this.#plain.get(path)?.get(method)
    if (handler) return { handler, id: '' }
    for (const one of this.#patterned) {
      const [, id] = (one.method === method && one.pattern.exec(path)) || []
      if (id !== undefined) return { handler: one.handler, id: decoded(id) }
    }
    return undefined
  }

  /** What a plain path takes. Those with an id count as whatever they are asked for. */
  methodsAt(path: string): readonly string[] {
    return [...(this.#plain.get(path)?.keys() ?? [])]
  }
}
