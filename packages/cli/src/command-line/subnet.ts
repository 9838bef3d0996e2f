// `taonet subnet` and `taonet new`: own a subnet, write one.
import type { Command } from 'commander'
import { following } from './options.ts'

/** What a subnet's owner says. */
const owning = (command: Command): Command =>
  following(command)
    .option('--wallet <name>', "the owner's wallet; made when there is none", 'owner')
    .option('--hotkey <name>', "the wallet's hotkey", 'default')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--fund', 'on a development chain: let //Alice pay, and switch emission on', false)
    .option('--yes', 'ask nothing: make what is missing and pay what it costs', false)
    .option('--json', 'one JSON line when it is done', false)

export function subnetCommands(program: Command): void {
  program
    .command('new')
    .description('write something of your own to start from')
    .command('subnet <name>')
    .description(
      'a folder with a subnet that runs, a passing test, and an attack test that fails until you mend it',
    )
    .option('--dir <dir>', 'where; ./NAME by default')
    .option('--yes', 'ask nothing: write into a folder that is not empty, too', false)
    .option('--json', 'one JSON line that says what was written', false)
    .action(async (name, options) => (await import('../commands/new-subnet.ts')).newSubnet(name, options))

  const subnet = program.command('subnet').description('own a subnet')
  owning(subnet.command('create <name>'))
    .description('register a subnet on chain and start it where the chain lets it start at once')
    .action(async (name, options) => (await import('../commands/subnet.ts')).createSubnet(name, options))
  owning(subnet.command('start <netuid>'))
    .description('start a subnet that is old enough')
    .action(async (netuid, options) => (await import('../commands/subnet.ts')).startSubnet(netuid, options))
  owning(subnet.command('restrict <netuid>'))
    .description('let only keys register that you approved')
    .option('--lift', 'let anybody register again', false)
    .action(async (netuid, options) =>
      (await import('../commands/subnet-approval.ts')).restrictSubnet(netuid, options),
    )
  owning(subnet.command('approve <netuid> <address...>'))
    .description('let coldkeys or hotkeys register')
    .action(async (netuid, addresses, options) =>
      (await import('../commands/subnet-approval.ts')).approveKeys(netuid, addresses, {
        ...options,
        approved: true,
      }),
    )
  owning(subnet.command('revoke <netuid> <address...>'))
    .description('let them register no more; who has a seat keeps it')
    .action(async (netuid, addresses, options) =>
      (await import('../commands/subnet-approval.ts')).approveKeys(netuid, addresses, {
        ...options,
        approved: false,
      }),
    )
}
