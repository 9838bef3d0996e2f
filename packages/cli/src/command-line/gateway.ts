// `taonet gateway`: serve, and keep its keys.
import type { Command } from 'commander'
import { following, relaying } from './options.ts'
import { collect, port } from './values.ts'

export function gatewayCommands(program: Command): void {
  const gateway = relaying(following(program.command('gateway')))
    // What follows the name of a command below this one belongs to that.
    .enablePositionalOptions()
    .description(
      "answer OpenAI's API and show the explorer, through validators that lend their way to the miners",
    )
    .option(
      '--validator <address@host:port>',
      'a validator that lends; may be given several times',
      collect,
      [],
    )
    .option('--wallet <name>', 'the wallet whose hotkey the validators know', 'gateway')
    .option('--hotkey <name>', "the wallet's hotkey", 'default')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--host <address>', 'where to listen', '127.0.0.1')
    .option('--port <port>', '0 = any', port, 8080)
    .option(
      '--cors <origin>',
      'a web origin that may use the gateway; may be given several times',
      collect,
      [],
    )
    .option('--data <dir>', 'data directory; accounts and logs are kept in its gateway/', './.taonet')
    .option('--accounts <url>', 'postgres://… where several gateways share their accounts')
    .option('--keys-only', 'whoever comes from this machine needs a key too, as behind a proxy here', false)
    .option('--prices <file>', 'what tokens cost, as JSON (docs/accounts.md)')
    .option('--no-page', 'without the explorer')
    .option('--json', 'one JSON line when it serves', false)
    .action(async options => (await import('../commands/gateway.ts')).gatewayCommand(options))

  /** Where the accounts are. */
  const accounting = (command: Command): Command =>
    command
      .option('--data <dir>', "the gateway's data directory", './.taonet')
      .option('--accounts <url>', 'postgres://… where several gateways share their accounts')
      .option('--json', 'machine-readable output', false)

  const keys = gateway.command('keys').description('API keys: what they may do, and how much')
  accounting(keys.command('new <name>'))
    .description('make a key; it is shown once')
    .option(
      '--scope <name>',
      'what it may be used for; all but admin by default; may be given several times',
      collect,
      [],
    )
    .option('--policy <name>', 'safety policy: standard, strict or off', 'standard')
    .option('--expires <when>', '30d, 12h, or a date')
    .option('--requests-per-minute <number>', 'at most so many requests a minute', Number)
    .option(
      '--tokens-per-minute <number>',
      'at most so many tokens a minute, questions and answers together',
      Number,
    )
    .option(
      '--budget <what>',
      'tokens/day=AMOUNT; tokens or price per day, month or total; may be given several times',
      collect,
      [],
    )
    .option('--share-cache', 'its answers may be found by other keys that say the same', false)
    .option('--keep-words', 'its words may be kept in the audit log', false)
    .action(async (name, options) => (await import('../commands/gateway-keys.ts')).newKey(name, options))
  accounting(keys.command('list'))
    .description('all keys, without their secrets')
    .action(async options => (await import('../commands/gateway-keys.ts')).listKeysCommand(options))
  accounting(keys.command('revoke <key>'))
    .description('end a key, by its id or its name')
    .action(async (which, options) =>
      (await import('../commands/gateway-keys.ts')).revokeKeyCommand(which, options),
    )
  accounting(gateway.command('usage'))
    .description('what was used, and what it cost')
    .option('--by <what>', 'key, model or miner; may be given several times', collect, [])
    .option('--days <number>', 'the last days, today included', Number, 30)
    .option('--daily', 'one row for each day', false)
    .action(async options => (await import('../commands/gateway-usage.ts')).gatewayUsage(options))
}
