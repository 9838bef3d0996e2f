// Work that follows a stream of news: one at a time, and of what came meanwhile only the newest.

/** A failed turn is left to the next piece of news; whoever needs to know of it handles it inside `work`. */
export function latestOnly<T>(work: (news: T) => Promise<void>): (news: T) => void {
  let waiting: { readonly news: T } | undefined
  let busy = false
  async function run(): Promise<void> {
    busy = true
    while (waiting) {
      const { news } = waiting
      waiting = undefined
      await work(news).catch(() => {})
    }
    busy = false
  }
  return news => {
    waiting = { news }
    if (!busy) void run()
  }
}
