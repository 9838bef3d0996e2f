// `taonet miner`: wrap what answers, train what will.
import type { Command } from 'commander'
import { joining } from './options.ts'
import { port } from './values.ts'

export function minerCommands(program: Command): void {
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
    .option('--tls', 'also answer over TLS, with a certificate made here; its key is pinned on chain', false)
    .option('--tls-cert <file>', 'the same with a certificate of yours')
    .option('--tls-key <file>', 'its private key')
    .option('--model <name>', "one of the server's models, or the name of a function's")
    .action(async (target, options) => (await import('../commands/miner-wrap.ts')).wrapMiner(target, options))

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
      await (await import('../commands/miner-train.ts')).trainCommand(options)
      process.exit()
    })
}
