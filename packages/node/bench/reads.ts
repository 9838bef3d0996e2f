// Reads a second by method, from a node with a subnet of 256 uids, over one connection that asks one thing at a time and
// over eight that keep asking. What a call costs the node's processor says more than a clock on a busy machine.
// node bench/reads.ts [milliseconds a method]
import { readFile } from 'node:fs/promises'
import { bytesToHex, encode, ready, u16 } from '@taonet/wire'
import { startProcess } from '../test/process.ts'
import { RpcClient } from '../test/rpc-client.ts'
import { accountKey, alice, sign, transferCall } from '../test/wallet.ts'
import { fillSubnet, genesis, NETUID, UIDS } from './lib/full-subnet.ts'

const PERIOD = Number(process.argv[2] ?? 2_000)
const CONNECTIONS = 8

await ready()
const node = await startProcess({ profile: 'local', sealing: 'manual', genesis })
const client = await RpcClient.connect(node.rpcPort)
const { ids, nonce } = await fillSubnet(client)
const count = await client.ask('state_call', 'NeuronInfoRuntimeApi_get_neurons_lite', netuidHex())
if (String(count).length < 2 * 50 * UIDS) throw new Error('the subnet is not full')

function netuidHex(): string {
  return bytesToHex(encode(u16, NETUID))
}
const selected = Array.from({ length: 74 }, (_, i) => [i, 0]).flat()
const selective = bytesToHex(Uint8Array.from([NETUID, 0, 0x29, 0x01, ...selected]))
const key = `0x${accountKey(alice.account)}`
const head = await client.ask('chain_getBlockHash')
const extrinsic = bytesToHex(sign(ids, alice, transferCall(alice.account, 1n), { nonce }))

const reads: Readonly<Record<string, readonly unknown[]>> = {
  system_health: [],
  system_accountNextIndex: [alice.account],
  chain_getBlockHash: [1],
  chain_getHeader: [],
  chain_getBlock: [head],
  state_getRuntimeVersion: [],
  state_getStorage: [key],
  state_queryStorageAt: [[key]],
  'state_getKeysPaged, 100': [key.slice(0, 66), 100],
  state_getReadProof: [[key]],
  payment_queryInfo: [extrinsic],
  'state_call, current_alpha_price': ['SwapRuntimeApi_current_alpha_price', netuidHex()],
  'state_call, get_dynamic_info': ['SubnetInfoRuntimeApi_get_dynamic_info', netuidHex()],
  'state_call, get_neurons_lite, 256 uids': ['NeuronInfoRuntimeApi_get_neurons_lite', netuidHex()],
  'state_call, get_metagraph, 256 uids': ['SubnetInfoRuntimeApi_get_metagraph', netuidHex()],
  'state_call, get_selective_metagraph of all 74 fields, 256 uids': [
    'SubnetInfoRuntimeApi_get_selective_metagraph',
    selective,
  ],
  state_getMetadata: [],
}

async function processorMs(): Promise<number> {
  const fields = (await readFile(`/proc/${node.child.pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Requests answered within the period, by clients that each ask one thing after the other. */
async function answered(clients: readonly RpcClient[], method: string, params: readonly unknown[]) {
  const before = await processorMs()
  const start = performance.now()
  let count = 0
  await Promise.all(
    clients.map(async one => {
      while (performance.now() - start < PERIOD) {
        await one.ask(method, ...params)
        one.messages.length = 0
        count++
      }
    }),
  )
  const seconds = (performance.now() - start) / 1000
  return { rate: Math.round(count / seconds), processor: ((await processorMs()) - before) / count }
}

const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => RpcClient.connect(node.rpcPort)))
const rows = []
for (const [name, params] of Object.entries(reads)) {
  const method = name.split(',')[0] ?? name
  await answered([client], method, params.slice())
  const one = await answered([client], method, params)
  const many = await answered(clients, method, params)
  rows.push({
    method: name,
    'a second, 1 connection': one.rate,
    'a second, 8 connections': many.rate,
    'processor us': Math.round(many.processor * 1000),
  })
}
console.table(rows)
for (const one of [client, ...clients]) one.close()
node.child.kill('SIGTERM')
await node.ended
