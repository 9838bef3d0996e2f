// The `taonet` command. What each part is asked for stands in command-line/, what it does in commands/, loaded when called.
import { Command } from 'commander'
import { gatewayCommands } from './command-line/gateway.ts'
import { minerCommands } from './command-line/miner.ts'
import { networkCommands } from './command-line/network.ts'
import { nodeCommands } from './command-line/node.ts'
import { queryCommands } from './command-line/query.ts'
import { subnetCommands } from './command-line/subnet.ts'
import { upCommand } from './command-line/up.ts'
import { validatorCommands } from './command-line/validator.ts'
import { verifyCommands } from './command-line/verify.ts'
import { walletCommands } from './command-line/wallet.ts'
import { fail } from './terminal.ts'

const program = new Command('taonet')
  .description('A decentralised machine-intelligence network: chain, miners, validators, gateway, explorer.')
  .version('0.1.0')
  .showHelpAfterError('(see taonet --help)')
  .enablePositionalOptions()

// In the order of the help.
upCommand(program)
nodeCommands(program)
networkCommands(program)
minerCommands(program)
validatorCommands(program)
gatewayCommands(program)
subnetCommands(program)
walletCommands(program)
queryCommands(program)
verifyCommands(program)

try {
  await program.parseAsync()
} catch (thrown) {
  fail(thrown, process.argv.includes('--json'))
}
