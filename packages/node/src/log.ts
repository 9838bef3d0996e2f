// What the node says while it runs. A pino logger fits; tests pass `silent`.

export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

export const silent: Log = { info() {}, warn() {}, error() {} }
