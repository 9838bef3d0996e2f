// `taonet up`: the whole network on this machine.
import { type Command, Option } from 'commander'
import { relaying } from './options.ts'
import { collect, port } from './values.ts'

const DEFAULT_QUESTION = 'Sort: 7 3 9 1'

export function upCommand(program: Command): void {
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
    .option('--prices <file>', 'what tokens cost at the gateway, as JSON (docs/accounts.md)')
    .option('--block-time <ms>', 'milliseconds between blocks', Number)
    .option('--question <text>', 'what to ask the network once it runs', DEFAULT_QUESTION)
    .action(async options => {
      const { up } = await import('../up/up.ts')
      const { readPrices } = await import('@taonet/gateway/accounts')
      await up({
        ...options,
        firstPort: options.neuronPort,
        models: options.model,
        acceptLicenses: options.acceptLicense,
        blockTime: options.blockTime,
        prices: options.prices === undefined ? undefined : readPrices(options.prices),
      })
      process.exit()
    })
}
