// When what was sent stood in a block, as a client of one node sees it.
import { Line } from './line.ts'

interface Sent {
  readonly at: number
  /** The newest block that the client knew of. */
  readonly head: number
}

export interface SeenBlock {
  readonly number: number
  /** When the client heard of it, by `performance.now`. */
  readonly at: number
  readonly transfers: number
}

interface HeadJson {
  readonly number: string
}
interface BlockJson {
  readonly block: { readonly extrinsics: readonly string[] }
}

export class Inclusions {
  readonly #line: Line
  readonly #waiting = new Map<string, Sent>()
  #head: number
  #reading: Promise<void> = Promise.resolve()
  readonly blocks: SeenBlock[] = []
  /** From sending to hearing of the block. */
  readonly milliseconds: number[] = []
  /** 1 = the very next block after the newest one when it was sent. */
  readonly distances: number[] = []
  twice = 0

  static async follow(port: number): Promise<Inclusions> {
    const line = await Line.open(port)
    const { number } = (await line.ask('chain_getHeader')) as HeadJson
    const inclusions = new Inclusions(line, Number(number))
    await line.ask('chain_subscribeNewHeads')
    return inclusions
  }

  private constructor(line: Line, head: number) {
    this.#line = line
    this.#head = head
    line.onNews = result => this.#heard(Number((result as HeadJson).number))
  }

  /** Sent and in no block yet. */
  get waiting(): number {
    return this.#waiting.size
  }

  sent(extrinsic: string): void {
    this.#waiting.set(extrinsic, { at: performance.now(), head: this.#head })
  }

  close(): void {
    this.#line.close()
  }

  #heard(number: number): void {
    const at = performance.now()
    for (let next = this.#head + 1; next <= number; next++)
      this.#reading = this.#reading.then(() => this.#read(next, at))
    this.#head = Math.max(this.#head, number)
  }

  async #read(number: number, at: number): Promise<void> {
    const hash = await this.#line.ask('chain_getBlockHash', number)
    const { block } = (await this.#line.ask('chain_getBlock', hash)) as BlockJson
    // The first is the runtime's own: the time.
    const [, ...extrinsics] = block.extrinsics
    for (const extrinsic of extrinsics) {
      const sent = this.#waiting.get(extrinsic)
      if (!sent) {
        this.twice++
        continue
      }
      this.#waiting.delete(extrinsic)
      this.milliseconds.push(at - sent.at)
      this.distances.push(number - sent.head)
    }
    this.blocks.push({ number, at, transfers: extrinsics.length })
  }
}
