// `taonet node`: a chain node alone, or one of several that keep a chain together.
import { type Command, Option } from 'commander'
import { developerCommands } from './developer.ts'
import { milliseconds, port, states } from './values.ts'

export function nodeCommands(program: Command): void {
  const node = program
    .command('node')
    // What follows the name of a command below this one belongs to that.
    .enablePositionalOptions()
    .description('run a chain node alone: a drop-in local chain for existing clients')
    .option('--dev', 'the local development profile', false)
    .option('--chain <name>', 'dev, local or public', 'local')
    .option('--one', 'a single authority (always so here)', false)
    .option('--tmp', 'keep the chain only until the node stops', false)
    .option('--base-path <dir>', 'where the chain is kept', './.taonet/chain')
    .addOption(
      new Option('--sealing <how>', 'when blocks are made')
        .choices(['interval', 'instant', 'manual'])
        .default('interval'),
    )
    .option('--rpc-port <port>', '0 = any', port, 9944)
    .option('--block-time <ms>', 'milliseconds between blocks', milliseconds)
    .option('--pruning <blocks>', 'archive, or keep only the states of so many blocks', states)
    .option('--name <name>', 'what the first screen calls the node')
    .addOption(
      new Option('--consensus <how>', 'who decides the blocks: this process, or an engine with others')
        .choices(['embedded', 'cometbft'])
        .default('embedded'),
    )
    .option('--home <dir>', "a replicated node's folder, as taonet network init wrote it")
    .option('--json', 'one JSON line when ready', false)
    .action(async (options, command: Command) => {
      const { nodeCommand, replicatedNodeCommand } = await import('../commands/node.ts')
      // The port of a replicated node is its folder's unless somebody says another.
      const { rpcPort, ...others } = options
      const given = command.getOptionValueSource('rpcPort') === 'cli' ? { rpcPort } : {}
      if (options.consensus === 'cometbft') return replicatedNodeCommand({ ...others, ...given })
      return nodeCommand(options)
    })
  developerCommands(node)
}
