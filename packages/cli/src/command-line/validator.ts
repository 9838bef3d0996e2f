// `taonet validator` and `taonet audit`: judge, and check a judge.
import type { Command } from 'commander'
import { joining, relaying } from './options.ts'
import { collect, port } from './values.ts'

export function validatorCommands(program: Command): void {
  relaying(joining(program.command('validator')))
    .description('judge a subnet: probe its miners, set weights, earn dividends')
    .requiredOption('--netuid <number>', 'the subnet', Number)
    .option('--wallet <name>', 'its wallet; made when there is none', 'validator')
    .option('--stake <tao>', 'TAO to stake on its hotkey first, until it has as much alpha for it')
    .option('--lend <port>', 'let gateways ask miners through this validator, at this port; 0 = any', port)
    .option('--lend-to <address>', "a gateway's address or wallet; may be given several times", collect, [])
    .option('--lend-host <address>', 'where to listen for gateways', '127.0.0.1')
    .option('--lend-tls', 'speak with gateways over TLS alone, with a certificate made here', false)
    .option('--port <port>', 'show metrics and incidents at this port; 0 = any', port)
    .option('--host <address>', 'where to listen with it', '127.0.0.1')
    .action(async options => (await import('../commands/validator.ts')).runValidator(options))

  program
    .command('audit')
    .description(
      "check a validator's evidence against the chain and make a random sample of its verdicts again",
    )
    .option('--chain-url <url>', 'RPC address of a node that keeps old states', 'ws://127.0.0.1:9944')
    .option('--netuid <number>', 'the subnet, where there is evidence of several', Number)
    .option('--validator <address>', 'the validator, where there is evidence of several')
    .option('--data <dir>', 'data directory of the validator', './.taonet')
    .option('--folder <dir>', 'a folder of evidence that came from elsewhere')
    .option('--sample <number>', 'verdicts to make again', Number, 64)
    .option('--epochs <number>', 'the newest closed epochs to look at', Number, 8)
    .option('--subnet <file>', 'module of a subnet that taonet does not know')
    .option('--json', 'machine-readable output', false)
    .action(async options => (await import('../commands/audit.ts')).audit(options))
}
