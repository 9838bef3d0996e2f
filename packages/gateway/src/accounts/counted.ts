// Requests that use no tokens count against the minute's limit, and need their scope, like any other.
import type { Accounts, Caller } from './caller.ts'

/** @returns The caller's limits, as headers. @throws as `Accounts.reserve`. */
export async function counted(
  accounts: Accounts,
  caller: Caller,
  route: string,
): Promise<Record<string, string>> {
  const reservation = await accounts.reserve(caller, { route, requests: 1, tokens: 0 })
  void reservation.release()
  return { ...reservation.headers }
}
