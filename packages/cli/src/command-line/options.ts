// Options that several commands share, each said in one place.
import type { Command } from 'commander'
import { collect, port } from './values.ts'

const HERE: readonly string[] = ['ws://127.0.0.1:9944']
/** Whoever goes on for long knows several nodes, and the first that is named replaces the default. */
export const following = (command: Command): Command =>
  command.option(
    '--chain-url <url>',
    'RPC address; may be given several times: where one node goes away, the next is asked',
    (text: string, known: readonly string[]) => (known === HERE ? [text] : [...known, text]),
    HERE,
  )

/** Who runs a relay beside what else he runs. */
export const relaying = (command: Command): Command =>
  command
    .option('--relay <port>', 'carry miners that nobody can reach: where they come; 0 = any', port)
    .option('--relay-ports <range>', 'where they can be called', '9100-9199')
    .option('--relay-host <address>', 'where the relay listens', '127.0.0.1')

/** What everybody says who joins a subnet. */
export const joining = (command: Command): Command =>
  following(command)
    .option('--subnet <file>', 'your own module that exports the subnet, where taonet does not know it')
    .option('--hotkey <name>', "the wallet's hotkey", 'default')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--data <dir>', 'where what has to survive a restart is kept', './.taonet')
    .option(
      '--allow-net <net>',
      'addresses of this private network may be called too, such as 192.168.0.0/16; may be given several times',
      collect,
      [],
    )
    .option('--fund', 'on a development chain: let //Alice pay', false)
    .option('--yes', 'ask nothing: make what is missing and pay what it costs', false)
    .option('--json', 'one JSON line for each thing that happens', false)
