// The time that blocks are given: this machine's, until a developer moves it.

export class Clock {
  /** Milliseconds ahead of this machine. */
  #ahead = 0

  get ahead(): number {
    return this.#ahead
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#ahead
  }

  setAhead(milliseconds: number): void {
    this.#ahead = milliseconds
  }

  /** It is `time` now, and time goes on from there. */
  moveTo(time: number): void {
    this.#ahead = time - Date.now()
  }
}
