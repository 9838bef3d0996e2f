// `taonet query` and `taonet why`: read a chain, and a pay.
import type { Command } from 'commander'

export function queryCommands(program: Command): void {
  const query = program
    .command('query')
    .description('read a chain')
    .option('--chain-url <url>', 'RPC address', 'ws://127.0.0.1:9944')
  query
    .command('metagraph <netuid>')
    .description('every neuron of a subnet: stake, incentive, dividends, emission')
    .option('--json', 'machine-readable output', false)
    .action(async (netuid, options) =>
      (await import('../commands/query.ts')).metagraph(query.opts().chainUrl, netuid, options),
    )
  query
    .command('subnets')
    .description('every subnet: price, pool, tempo, neurons')
    .option('--json', 'machine-readable output', false)
    .action(async options =>
      (await import('../commands/query.ts')).subnetList(query.opts().chainUrl, options),
    )
  query
    .command('balance <address>')
    .description('free TAO of an address or of a wallet by name')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--json', 'machine-readable output', false)
    .action(async (address, options) =>
      (await import('../commands/query.ts')).balance(query.opts().chainUrl, address, options),
    )

  program
    .command('why <who>')
    .description(
      "explain a neuron's last pay to the last rao: miner:4, text/4, a wallet's name or an address",
    )
    .option('--chain-url <url>', 'RPC address', 'ws://127.0.0.1:9944')
    .option('--netuid <number>', 'the subnet, where the question does not say it', Number)
    .option('--data <dir>', 'data directory of the validators, for their evidence', './.taonet')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--json', 'machine-readable output', false)
    .action(async (who, options) => (await import('../commands/why.ts')).why(who, options))
}
