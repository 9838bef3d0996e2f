// The stock command line, run as a user runs it: a wallet's flags, the chain's address, no questions asked.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const DEADLINE_MS = 120_000

export interface Btcli {
  /** Runs one command with a wallet's flags and answers what it printed as JSON. Rejects when it says that it failed. */
  as(wallet: string, command: string, ...flags: readonly string[]): Promise<unknown>
  /** For the commands that print no JSON: rejects unless it says that it succeeded. */
  plainly(wallet: string, command: string, ...flags: readonly string[]): Promise<void>
  /** As `as`, for commands whose `--hotkey` is another's: with the coldkey alone. */
  coldly(wallet: string, command: string, ...flags: readonly string[]): Promise<unknown>
  /** As `as`, for commands that know no chain. */
  alone(wallet: string, command: string, ...flags: readonly string[]): Promise<unknown>
  /** The same without a wallet. */
  ask(command: string, ...flags: readonly string[]): Promise<unknown>
}

/** The JSON among what was printed: some commands say a sentence before it. */
function jsonIn(command: string, printed: string): unknown {
  const start = printed.search(/^[[{]/m)
  if (start < 0) throw new Error(`btcli ${command} printed no JSON: ${printed}`)
  return JSON.parse(printed.slice(start))
}

const saysNo = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'success' in answer && answer.success === false

export function btcli(programs: string, env: NodeJS.ProcessEnv, home: string, rpcPort: number): Btcli {
  // Wider than any line: it breaks lines at the terminal's width.
  const options = { timeout: DEADLINE_MS, env: { ...env, COLUMNS: '100000', TERM: 'dumb' } }
  // Its first line names the folder in which the environment was made, which is not where it stands.
  const [python, program] = [join(programs, 'python'), join(programs, 'btcli')]
  const print = async (command: string, flags: readonly string[]): Promise<string> =>
    (await promisify(execFile)(python, [program, ...command.split(' '), ...flags], options)).stdout

  async function run(command: string, flags: readonly string[]): Promise<unknown> {
    const answer = jsonIn(command, await print(command, [...flags, '--json-output']))
    if (saysNo(answer)) throw new Error(`btcli ${command}: ${JSON.stringify(answer)}`)
    return answer
  }
  const network = ['--network', `ws://127.0.0.1:${rpcPort}`]
  const coldkey = (name: string) => ['--wallet-name', name, '--wallet-path', join(home, 'wallets')]
  const keys = (name: string) => [...coldkey(name), '--hotkey', 'hot']
  return {
    coldly: (wallet, command, ...flags) => run(command, [...coldkey(wallet), ...network, ...flags]),
    as: (wallet, command, ...flags) => run(command, [...keys(wallet), ...network, ...flags]),
    async plainly(wallet, command, ...flags) {
      const said = await print(command, [...keys(wallet), ...network, ...flags])
      if (!/success/i.test(said)) throw new Error(`btcli ${command}: ${said}`)
    },
    alone: (wallet, command, ...flags) => run(command, [...keys(wallet), ...flags]),
    ask: (command, ...flags) => run(command, [...network, ...flags]),
  }
}
