// What developers do to a chain that runs, as commands below `taonet node`.
import type { Command } from 'commander'

const actions = () => import('../commands/node-developer.ts')

export function developerCommands(node: Command): void {
  const command = (words: string, what: string): Command =>
    node
      .command(words)
      .description(what)
      .option('--chain-url <url>', 'RPC address', 'ws://127.0.0.1:9944')
      .option('--json', 'one JSON line when it is done', false)

  command('seal [count]', 'make a block now, or several').action(async (count = '1', options) =>
    (await actions()).seal(count, options),
  )
  command('epoch <netuid>', 'make blocks until the next epoch of a subnet has run').action(
    async (netuid, options) => (await actions()).nextEpoch(netuid, options),
  )
  command('travel <when>', 'give the next block a later time: a date, or +90s, +15m, +12h, +3d').action(
    async (when, options) => (await actions()).travel(when, options),
  )
  command('sealing <how>', 'when blocks are made: manual, instant or interval').action(async (how, options) =>
    (await actions()).setSealing(how, options),
  )
  command('block-time <ms>', 'milliseconds between blocks').action(async (milliseconds, options) =>
    (await actions()).setBlockTime(milliseconds, options),
  )
  command('snapshot', 'name the present state, to come back to').action(async options =>
    (await actions()).takeSnapshot(options),
  )
  command('revert <snapshot>', 'go back to a snapshot, as often as you like').action(
    async (snapshot, options) => (await actions()).revert(snapshot, options),
  )
  command('head <block>', 'go back to a block, by number or hash').action(async (block, options) =>
    (await actions()).setHead(block, options),
  )
  command('dump <file>', 'write the present state into a file').action(async (file, options) =>
    (await actions()).dump(file, options),
  )
  command('load <file>', 'put the state of a file in the place of the present one').action(
    async (file, options) => (await actions()).load(file, options),
  )
  command('fund <account> <tao>', 'give an account TAO, counted as issued').action(
    async (account, tao, options) => (await actions()).fund(account, tao, options),
  )
  command('impersonate <account>', 'take any signature in the name of an account as good')
    .option('--stop', 'no longer', false)
    .action(async (account, options) => (await actions()).impersonate(account, options))
  command('submit-as <account> <call>', 'submit a call (SCALE, in hex) in the name of an account').action(
    async (account, call, options) => (await actions()).submitAs(account, call, options),
  )
}
