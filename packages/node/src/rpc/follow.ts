// One `chainHead_v1_follow`: which blocks it pinned, and which of its operations are under way.
import type { Hash } from '@taonet/wire'

const MOST_PINNED = 1024
const MOST_OPERATIONS = 64

interface Operation {
  /** Set while it waits for the client to ask for more. */
  resume?: () => void
}

interface OperationEvent {
  readonly event: string
  readonly [field: string]: unknown
}

export class Follow {
  readonly withRuntime: boolean
  readonly #push: (event: object) => void
  readonly #pinned = new Set<Hash>()
  readonly #operations = new Map<string, Operation>()
  #started = 0

  constructor(push: (event: object) => void, withRuntime: boolean) {
    this.#push = push
    this.withRuntime = withRuntime
  }

  initialize(head: Hash, runtime: object): void {
    this.#pinned.add(head)
    const finalizedBlockHashes = [head]
    this.#push({
      event: 'initialized',
      finalizedBlockHashes,
      ...(this.withRuntime ? { finalizedBlockRuntime: runtime } : {}),
    })
    this.#push({ event: 'bestBlockChanged', bestBlockHash: head })
  }

  /** A block is new, best and final at once. False when the client pins too many to be told of one more. */
  announce(hash: Hash, parent: Hash): boolean {
    if (this.#pinned.size >= MOST_PINNED) return false
    this.#pinned.add(hash)
    const blockHashes = { blockHash: hash, parentBlockHash: parent }
    this.#push({ event: 'newBlock', ...blockHashes, ...(this.withRuntime ? { newRuntime: null } : {}) })
    this.#push({ event: 'bestBlockChanged', bestBlockHash: hash })
    this.#push({ event: 'finalized', finalizedBlockHashes: [hash], prunedBlockHashes: [] })
    return true
  }

  isPinned(hash: Hash): boolean {
    return this.#pinned.has(hash)
  }
  unpin(hash: Hash): void {
    this.#pinned.delete(hash)
  }

  /** Its work begins in a later turn, when the reply with its id is out. Undefined when too many are under way. */
  start(run: (id: string) => void): string | undefined {
    if (this.#operations.size >= MOST_OPERATIONS) return undefined
    const id = String(this.#started++)
    this.#operations.set(id, {})
    setImmediate(() => {
      if (this.#operations.has(id)) run(id)
    })
    return id
  }

  isRunning(id: string): boolean {
    return this.#operations.has(id)
  }
  report(operationId: string, event: OperationEvent): void {
    if (this.#operations.has(operationId)) this.#push({ ...event, operationId })
  }
  finish(id: string, event: OperationEvent): void {
    this.report(id, event)
    this.#operations.delete(id)
  }

  /** The client has more results than it reads: it must ask for the rest. */
  wait(id: string, resume: () => void): void {
    const operation = this.#operations.get(id)
    if (!operation) return
    operation.resume = resume
    this.report(id, { event: 'operationWaitingForContinue' })
  }
  resume(id: string): void {
    const operation = this.#operations.get(id)
    const go = operation?.resume
    if (!operation || !go) return
    delete operation.resume
    setImmediate(go)
  }
  stop(id: string): void {
    this.#operations.delete(id)
  }
  end(): void {
    this.#operations.clear()
    this.#pinned.clear()
  }
}
