// `taonet network`: a chain that several machines keep.
import type { Command } from 'commander'
import { following } from './options.ts'
import { collect, port } from './values.ts'

export function networkCommands(program: Command): void {
  const network = program
    .command('network')
    .description('a chain that several machines or owners keep together')
  network
    .command('install')
    .description('build the consensus engine, CometBFT, with the Go toolchain of this machine')
    .option('--json', 'one JSON line that says where it is', false)
    .action(async options => (await import('../commands/network.ts')).installCommand(options))
  network
    .command('init')
    .description('write keys, genesis and configuration of a new network: one folder for each validator')
    .option('--validators <number>', 'how many', Number, 4)
    .requiredOption('--out <dir>', 'a new folder')
    .option('--chain <name>', 'dev, local or public', 'local')
    .option('--genesis <file>', 'your own chain specification; needed for a public chain')
    .option('--root <address>', 'whose coldkey is the sudo key; then only --grant gives TAO')
    .option(
      '--grant <address=tao>',
      'who has what, beside the development accounts where there is no --root; may be given several times',
      collect,
      [],
    )
    .option(
      '--member <address>',
      'a coldkey that may act on the chain: with one at least, others may not; may be given several times',
      collect,
      [],
    )
    .option(
      '--need-tls',
      'let nobody serve, and call nobody, but over TLS with a key that the chain shows',
      false,
    )
    .option('--block-time <ms>', "milliseconds between blocks; the chain's own by default", Number)
    .option(
      '--host <address>',
      'where a validator is reached by the others, one for each; this machine by default',
      collect,
      [],
    )
    .option(
      '--p2p-port <port>',
      'where engines listen for each other; on one machine the first of them',
      port,
      26_656,
    )
    .option('--rpc-port <port>', 'RPC of the nodes; on one machine the first of them; 0 = any', port, 9944)
    .option('--json', 'one JSON line that says what was written', false)
    .action(async options => (await import('../commands/network.ts')).initCommand(options))
  network
    .command('join')
    .description('write the folder of a node that follows a network without a vote')
    .requiredOption('--out <dir>', 'a new folder')
    .requiredOption('--genesis <file>', "the network's config/genesis.json")
    .option('--peer <id@host:port>', 'a node that is there; may be given several times', collect, [])
    .option('--host <address>', 'where it is reached by the others', '127.0.0.1')
    .option('--p2p-port <port>', 'where its engine listens for the others', port, 26_656)
    .option('--rpc-port <port>', 'RPC; 0 = any', port, 9944)
    .option('--state-sync', 'begin from a snapshot instead of the first block', false)
    .option(
      '--peer-rpc <host:port>',
      'RPC of a node to load from, reached under a name of this machine; name two',
      collect,
      [],
    )
    .option('--trust-height <height>', 'of a header of the engine that you trust', Number)
    .option('--trust-hash <hash>', 'its hash; what the nodes of --peer-rpc agree on by default')
    .option('--public-only', 'talk to public addresses alone', false)
    .option('--json', 'one JSON line that says what was written', false)
    .action(async options => (await import('../commands/network.ts')).joinCommand(options))
  following(network.command('validators'))
    .description('whose votes decide blocks, and how much each counts; root changes it')
    .option('--set <key>', 'give this vote key the power; may be given several times', collect, [])
    .option('--power <number>', 'how much the votes given by --set count', '10')
    .option('--remove <key>', 'take its vote; may be given several times', collect, [])
    .option('--wallet <name>', 'whose coldkey is the sudo key')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--json', 'one JSON line that says who', false)
    .action(async options => (await import('../commands/network-validators.ts')).validatorsCommand(options))
  following(network.command('upgrade'))
    .description('which version of the rules the chain runs and which one comes next; root plans it')
    .option('--to <version>', 'a later version, as the program that has it says')
    .option('--at <block>', 'its first block, to which every node needs that program')
    .option('--cancel', 'take the plan back', false)
    .option('--wallet <name>', 'whose coldkey is the sudo key')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--json', 'one JSON line that says which', false)
    .action(async options => (await import('../commands/network-upgrade.ts')).upgradeCommand(options))
  following(network.command('members'))
    .description('who may act on a chain that is not open to everybody; root changes it')
    .option('--add <address>', 'let it act; may be given several times', collect, [])
    .option('--remove <address>', 'let it act no more; may be given several times', collect, [])
    .option('--close', 'let only members act', false)
    .option('--open', 'let everybody act', false)
    .option('--wallet <name>', 'whose coldkey is the sudo key')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--json', 'one JSON line that says who', false)
    .action(async options => (await import('../commands/network-members.ts')).membersCommand(options))
}
