// The `taonet` command: what it can do, and how each part is asked for.
import { Command, Option } from 'commander'
import { developerCommands } from './developer/commands.ts'
import { fail } from './terminal.ts'

const DEFAULT_QUESTION = 'Sort: 7 3 9 1'

const port = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new RangeError(`${text} is not a port`)
  return value
}
const milliseconds = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 3_600_000)
    throw new RangeError(`${text} is not a number of milliseconds`)
  return value
}
/** The runtime is looked up at the parent of the block in hand (wire-interface §1.3): fewer than two will not do. */
const states = (text: string): number | 'archive' => {
  if (text === 'archive' || text === 'archive-canonical') return 'archive'
  const value = Number(text)
  if (!Number.isInteger(value) || value < 2) throw new RangeError(`${text} is not a number of states`)
  return value
}
const collect = (text: string, known: readonly string[]): readonly string[] => [...known, text]

const HERE: readonly string[] = ['ws://127.0.0.1:9944']
/** Whoever goes on for long knows several nodes, and the first that is named replaces the default. */
const following = (command: Command): Command =>
  command.option(
    '--chain-url <url>',
    'RPC address; may be given several times: where one node goes away, the next is asked',
    (text: string, known: readonly string[]) => (known === HERE ? [text] : [...known, text]),
    HERE,
  )

/** Who runs a relay beside what else he runs. */
const relaying = (command: Command): Command =>
  command
    .option('--relay <port>', 'carry miners that nobody can reach: where they come; 0 = any', port)
    .option('--relay-ports <range>', 'where they can be called', '9100-9199')
    .option('--relay-host <address>', 'where the relay listens', '127.0.0.1')

const program = new Command('taonet')
  .description('A decentralised machine-intelligence network: chain, miners, validators, gateway, explorer.')
  .version('0.1.0')
  .showHelpAfterError('(see taonet --help)')
  .enablePositionalOptions()

relaying(program.command('up'))
  .description('run the whole network on this machine')
  .option('--data <dir>', 'where everything is kept', './.taonet')
  .option('--rpc-port <port>', 'chain RPC; 0 = any', port, 9944)
  .option('--gateway-port <port>', 'gateway and explorer; 0 = any', port, 8080)
  .option('--neuron-port <port>', 'first port of the miners', port, 8091)
  .addOption(
    new Option('--subnets <names...>', 'subnets to run')
      .choices(['text', 'embeddings', 'vision', 'compute'])
      .default(['text', 'embeddings', 'vision', 'compute']),
  )
  .option('--model <path-or-url>', 'another model to serve; may be given several times', collect, [])
  .option(
    '--accept-license <id>',
    'accept a model licence, such as gemma; may be given several times',
    collect,
    [],
  )
  .option('--offline', 'use only the models that came with taonet', process.env.TAONET_OFFLINE === '1')
  .option(
    '--cors <origin>',
    'a web origin that may use the gateway and the RPC; may be given several times',
    collect,
    [],
  )
  .option('--block-time <ms>', 'milliseconds between blocks', Number)
  .option('--question <text>', 'what to ask the network once it runs', DEFAULT_QUESTION)
  .action(async options => {
    const { up } = await import('./up/up.ts')
    await up({
      ...options,
      firstPort: options.neuronPort,
      models: options.model,
      acceptLicenses: options.acceptLicense,
      blockTime: options.blockTime,
    })
    process.exit()
  })

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
    const { nodeCommand, replicatedNodeCommand } = await import('./commands/node.ts')
    // The port of a replicated node is its folder's unless somebody says another.
    const { rpcPort, ...others } = options
    const given = command.getOptionValueSource('rpcPort') === 'cli' ? { rpcPort } : {}
    if (options.consensus === 'cometbft') return replicatedNodeCommand({ ...others, ...given })
    return nodeCommand(options)
  })
developerCommands(node)

const network = program
  .command('network')
  .description('a chain that several machines or owners keep together')
network
  .command('install')
  .description('build the consensus engine, CometBFT, with the Go toolchain of this machine')
  .option('--json', 'one JSON line that says where it is', false)
  .action(async options => (await import('./commands/network.ts')).installCommand(options))
network
  .command('init')
  .description('write keys, genesis and configuration of a new network: one folder for each validator')
  .option('--validators <number>', 'how many', Number, 4)
  .requiredOption('--out <dir>', 'a new folder')
  .option('--chain <name>', 'dev, local or public', 'local')
  .option('--genesis <file>', 'your own chain specification; needed for a public chain')
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
  .action(async options => (await import('./commands/network.ts')).initCommand(options))
network
  .command('join')
  .description('write the folder of a node that follows a network without a vote')
  .requiredOption('--out <dir>', 'a new folder')
  .requiredOption('--genesis <file>', "the network's config/genesis.json")
  .option('--peer <id@host:port>', 'a node that is there; may be given several times', collect, [])
  .option('--host <address>', 'where it is reached by the others', '127.0.0.1')
  .option('--p2p-port <port>', 'where its engine listens for the others', port, 26_656)
  .option('--rpc-port <port>', 'RPC; 0 = any', port, 9944)
  .option('--public-only', 'talk to public addresses alone', false)
  .option('--json', 'one JSON line that says what was written', false)
  .action(async options => (await import('./commands/network.ts')).joinCommand(options))

/** What everybody says who joins a subnet. */
const joining = (command: Command): Command =>
  following(command)
    .option('--subnet <file>', 'your own module that exports the subnet, where taonet does not know it')
    .option('--hotkey <name>', "the wallet's hotkey", 'default')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--data <dir>', 'where what has to survive a restart is kept', './.taonet')
    .option('--fund', 'on a development chain: let //Alice pay', false)
    .option('--yes', 'ask nothing: make what is missing and pay what it costs', false)
    .option('--json', 'one JSON line for each thing that happens', false)

const miner = program.command('miner').description('earn by answering')
joining(miner.command('wrap <url-or-file>'))
  .description(
    'make a miner of an OpenAI-shaped server, a GGUF file, or a .ts/.js file that exports a function',
  )
  .option('--netuid <number>', 'the subnet', Number, 1)
  .option('--wallet <name>', 'its wallet; made when there is none', 'miner')
  .option('--host <address>', 'where to listen', '127.0.0.1')
  .option('--port <port>', '0 = any', port, 0)
  .option('--announce <address>', 'what the chain is told, behind a router: ADDRESS or ADDRESS:PORT')
  .option('--tunnel <relay>', "be called through a relay's HOST:PORT: for a machine that nobody can reach")
  .option('--tls-cert <file>', 'also answer over TLS with this certificate; its key is pinned on chain')
  .option('--tls-key <file>', 'its private key')
  .option('--model <name>', "one of the server's models, or the name of a function's")
  .action(async (target, options) => (await import('./commands/miner-wrap.ts')).wrapMiner(target, options))

miner
  .command('train')
  .description('train a specialist on files that never leave this machine')
  .option('--data <dir>', 'the files: .jsonl, .tsv, .txt, .md')
  .option('--out <file>', 'the weight file; its report and seal stand beside it', 'expert.gguf')
  .option('--eval <file>', 'questions to be sealed now, asked at the end and never trained on')
  .option('--from <weights>', 'one of our own models, a file of one, or scratch', 'taonet-allround')
  .option('--minutes <number>', 'how long to train at most', Number, 10)
  .option('--steps <number>', 'train so many steps, whatever the time', Number)
  .option('--seed <text>', 'one seed makes one file', '1')
  .option('--rehearse <share>', 'share of ordinary tasks, so that probes are still answered', Number, 0.2)
  .option('--canaries <number>', 'made-up secrets to plant and look for', Number, 10)
  .option('--strict', 'learn no word or number that stands in one line only', false)
  .option('--commit', 'publish the seal on chain first, by the hotkey', false)
  .option('--chain-url <url>', 'RPC address', 'ws://127.0.0.1:9944')
  .option('--netuid <number>', 'the subnet on which the hotkey has a seat', Number, 1)
  .option('--wallet <name>', 'its wallet', 'miner')
  .option('--hotkey <name>', "the wallet's hotkey", 'default')
  .option('--wallet-path <dir>', 'where wallets are kept')
  .option('--reveal', 'open the seal of --out, once it is scored', false)
  .option('--verify <file>', 'check a reveal; with the weights as --out, its score too')
  .option('--commitment <hex>', 'what the reveal has to open')
  .option('--json', 'one JSON line for each thing that happens', false)
  .action(async options => {
    await (await import('./commands/miner-train.ts')).trainCommand(options)
    process.exit()
  })

relaying(joining(program.command('validator')))
  .description('judge a subnet: probe its miners, set weights, earn dividends')
  .requiredOption('--netuid <number>', 'the subnet', Number)
  .option('--wallet <name>', 'its wallet; made when there is none', 'validator')
  .option('--stake <tao>', 'TAO to stake on its hotkey first, until it has as much alpha for it')
  .option('--lend <port>', 'let gateways ask miners through this validator, at this port; 0 = any', port)
  .option('--lend-to <address>', "a gateway's address or wallet; may be given several times", collect, [])
  .option('--lend-host <address>', 'where to listen for gateways', '127.0.0.1')
  .option('--port <port>', 'show metrics and incidents at this port; 0 = any', port)
  .option('--host <address>', 'where to listen with it', '127.0.0.1')
  .action(async options => (await import('./commands/validator.ts')).runValidator(options))

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
  .action(async options => (await import('./commands/audit.ts')).audit(options))

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
  .option('--cors <origin>', 'a web origin that may use the gateway; may be given several times', collect, [])
  .option('--data <dir>', 'data directory; accounts and logs are kept in its gateway/', './.taonet')
  .option('--accounts <url>', 'postgres://… where several gateways share their accounts')
  .option('--keys-only', 'whoever comes from this machine needs a key too, as behind a proxy here', false)
  .option('--no-page', 'without the explorer')
  .option('--json', 'one JSON line when it serves', false)
  .action(async options => (await import('./commands/gateway.ts')).gatewayCommand(options))

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
  .action(async (name, options) => (await import('./commands/gateway-keys.ts')).newKey(name, options))
accounting(keys.command('list'))
  .description('all keys, without their secrets')
  .action(async options => (await import('./commands/gateway-keys.ts')).listKeysCommand(options))
accounting(keys.command('revoke <key>'))
  .description('end a key, by its id or its name')
  .action(async (which, options) =>
    (await import('./commands/gateway-keys.ts')).revokeKeyCommand(which, options),
  )
accounting(gateway.command('usage'))
  .description('what was used, and what it cost')
  .option('--by <what>', 'key, model or miner; may be given several times', collect, [])
  .option('--days <number>', 'the last days, today included', Number, 30)
  .option('--daily', 'one row for each day', false)
  .action(async options => (await import('./commands/gateway-usage.ts')).gatewayUsage(options))

program
  .command('why <who>')
  .description("explain a neuron's last pay to the last rao: miner:4, text/4, a wallet's name or an address")
  .option('--chain-url <url>', 'RPC address', 'ws://127.0.0.1:9944')
  .option('--netuid <number>', 'the subnet, where the question does not say it', Number)
  .option('--data <dir>', 'data directory of the validators, for their evidence', './.taonet')
  .option('--wallet-path <dir>', 'where wallets are kept')
  .option('--json', 'machine-readable output', false)
  .action(async (who, options) => (await import('./commands/why.ts')).why(who, options))

const verify = program.command('verify').description('check what somebody said, without trusting him')
verify
  .command('block <which>')
  .description(
    "whether validators that a genesis names made a block final: its number, its hash, or 'newest'",
  )
  .requiredOption('--genesis <file>', "the network's config/genesis.json, from somebody you trust")
  .option('--chain-url <url>', 'RPC address of any node of it', 'ws://127.0.0.1:9944')
  .option('--proof <file>', 'ask nobody: the proof is in this file')
  .option('--save <file>', 'keep the proof')
  .option('--json', 'machine-readable output', false)
  .action(async (which, options) => (await import('./commands/verify-block.ts')).verifyBlock(which, options))
verify
  .command('receipt <file>')
  .description('whether a receipt is signed, and is about your request and your answer')
  .option('--request <file>', 'the body that you sent, byte for byte')
  .option('--response <file>', 'the body that you got, byte for byte; a stream with its data: lines')
  .option('--gateway <address>', 'whose key must have signed, as its GET /v1/receipts/key says')
  .option('--json', 'machine-readable output', false)
  .action(async (file, options) =>
    (await import('./commands/verify-receipt.ts')).verifyReceipt(file, options),
  )

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
  .action(async (name, options) => (await import('./commands/new-subnet.ts')).newSubnet(name, options))

/** What a subnet's owner says. */
const owning = (command: Command): Command =>
  following(command)
    .option('--wallet <name>', "the owner's wallet; made when there is none", 'owner')
    .option('--hotkey <name>', "the wallet's hotkey", 'default')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--fund', 'on a development chain: let //Alice pay, and switch emission on', false)
    .option('--yes', 'ask nothing: make what is missing and pay what it costs', false)
    .option('--json', 'one JSON line when it is done', false)

const subnet = program.command('subnet').description('own a subnet')
owning(subnet.command('create <name>'))
  .description('register a subnet on chain and start it where the chain lets it start at once')
  .action(async (name, options) => (await import('./commands/subnet.ts')).createSubnet(name, options))
owning(subnet.command('start <netuid>'))
  .description('start a subnet that is old enough')
  .action(async (netuid, options) => (await import('./commands/subnet.ts')).startSubnet(netuid, options))

const wallet = program.command('wallet').description('key files in the Bittensor format')
wallet
  .command('new <name>')
  .description('make a wallet: an encrypted coldkey and a hotkey')
  .option('--hotkey <name>', 'name of the hotkey', 'default')
  .option('--wallet-path <dir>', 'where wallets are kept')
  .option('--mnemonic <words>', 'restore the coldkey from its words')
  .option('--no-password', 'leave the coldkey plain: for development keys only')
  .option('--json', 'machine-readable output', false)
  .action(async (name, options) => (await import('./commands/wallet.ts')).newWallet(name, options))
wallet
  .command('list')
  .description('all wallets and their hotkeys')
  .option('--wallet-path <dir>', 'where wallets are kept')
  .option('--json', 'machine-readable output', false)
  .action(async options => (await import('./commands/wallet.ts')).listCommand(options))
wallet
  .command('show <name>')
  .description("a wallet's addresses")
  .option('--wallet-path <dir>', 'where wallets are kept')
  .option('--json', 'machine-readable output', false)
  .action(async (name, options) => (await import('./commands/wallet.ts')).showWallet(name, options))

const query = program
  .command('query')
  .description('read a chain')
  .option('--chain-url <url>', 'RPC address', 'ws://127.0.0.1:9944')
query
  .command('metagraph <netuid>')
  .description('every neuron of a subnet: stake, incentive, dividends, emission')
  .option('--json', 'machine-readable output', false)
  .action(async (netuid, options) =>
    (await import('./commands/query.ts')).metagraph(query.opts().chainUrl, netuid, options),
  )
query
  .command('subnets')
  .description('every subnet: price, pool, tempo, neurons')
  .option('--json', 'machine-readable output', false)
  .action(async options => (await import('./commands/query.ts')).subnetList(query.opts().chainUrl, options))
query
  .command('balance <address>')
  .description('free TAO of an address or of a wallet by name')
  .option('--wallet-path <dir>', 'where wallets are kept')
  .option('--json', 'machine-readable output', false)
  .action(async (address, options) =>
    (await import('./commands/query.ts')).balance(query.opts().chainUrl, address, options),
  )

try {
  await program.parseAsync()
} catch (thrown) {
  fail(thrown, process.argv.includes('--json'))
}
