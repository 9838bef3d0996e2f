// `taonet wallet`: key files.
import type { Command } from 'commander'

export function walletCommands(program: Command): void {
  const wallet = program.command('wallet').description('key files in the Bittensor format')
  wallet
    .command('new <name>')
    .description('make a wallet: an encrypted coldkey and a hotkey')
    .option('--hotkey <name>', 'name of the hotkey', 'default')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--mnemonic <words>', 'restore the coldkey from its words')
    .option('--no-password', 'leave the coldkey plain: for development keys only')
    .option('--json', 'machine-readable output', false)
    .action(async (name, options) => (await import('../commands/wallet.ts')).newWallet(name, options))
  wallet
    .command('list')
    .description('all wallets and their hotkeys')
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--json', 'machine-readable output', false)
    .action(async options => (await import('../commands/wallet.ts')).listCommand(options))
  wallet
    .command('show <name>')
    .description("a wallet's addresses")
    .option('--wallet-path <dir>', 'where wallets are kept')
    .option('--json', 'machine-readable output', false)
    .action(async (name, options) => (await import('../commands/wallet.ts')).showWallet(name, options))
}
