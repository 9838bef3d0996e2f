// `taonet verify`: what somebody said, without trusting him.
import type { Command } from 'commander'

export function verifyCommands(program: Command): void {
  const verify = program.command('verify').description('check what somebody said, without trusting him')
  verify
    .command('block <which>')
    .description("whether those whom you trust made a block final: its number, its hash, or 'newest'")
    .option('--genesis <file>', "trust the network's config/genesis.json, from somebody you trust")
    .option('--trust-height <height>', 'or trust a header of the engine: its height, as this command says it')
    .option('--trust-hash <hash>', 'and its hash')
    .option('--chain-url <url>', 'RPC address of any node of it', 'ws://127.0.0.1:9944')
    .option('--proof <file>', 'ask nobody: the proof is in this file')
    .option('--save <file>', 'keep the proof')
    .option('--json', 'machine-readable output', false)
    .action(async (which, options) =>
      (await import('../commands/verify-block.ts')).verifyBlock(which, options),
    )
  verify
    .command('receipt <file>')
    .description('whether a receipt is signed, and is about your request and your answer')
    .option('--request <file>', 'the body that you sent, byte for byte')
    .option('--response <file>', 'the body that you got, byte for byte; a stream with its data: lines')
    .option('--gateway <address>', 'whose key must have signed, as its GET /v1/receipts/key says')
    .option('--json', 'machine-readable output', false)
    .action(async (file, options) =>
      (await import('../commands/verify-receipt.ts')).verifyReceipt(file, options),
    )
}
