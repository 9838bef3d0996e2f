// From heads to what the page shows. Readings never pile up: while one is under way only the newest head waits.
import { batch } from '@preact/signals'
import type { Client, Head } from '@taonet/client'
import { type NetUid, storage } from '@taonet/runtime/tables'
import { readBlock } from '../chain/read-block.ts'
import { readEpochs } from '../chain/read-history.ts'
import { readMetagraph } from '../chain/read-metagraph.ts'
import { readIdentities, readSubnets, type Subnet, type SubnetIdentity } from '../chain/read-subnets.ts'
import { blocks, lookedAt, STRIP, withBlock } from './blocks.ts'
import { latestOnly } from './latest-only.ts'
import { keepLinked } from './link.ts'
import * as network from './network.ts'

/** Epochs the chart goes back. */
const EPOCHS = 24
/** Blocks between two readings of the neurons when nothing else calls for one. */
const NEURONS_EVERY = 5
/** Blocks between two readings of which subnets there are. */
const IDENTITIES_EVERY = 20

const isShown = ({ netuid }: Subnet): boolean => netuid === network.chosenSubnet.value?.netuid

async function readNeurons(client: Client, head: Head, subnet: Subnet): Promise<void> {
  const known = network.metagraph.value
  const due =
    !known ||
    head.number >= known.block + NEURONS_EVERY ||
    subnet.lastEpoch > known.block ||
    subnet.neurons !== known.neurons.length
  if (!due) return
  const read = await readMetagraph(client.at(head.hash), subnet.netuid, head.number)
  if (isShown(subnet)) network.metagraph.value = read
}

async function readPast(client: Client, subnet: Subnet): Promise<void> {
  const known = network.history.value.at(-1)?.block ?? 0
  if (subnet.lastEpoch <= known) return
  const more = await readEpochs(client, subnet.netuid, subnet.lastEpoch, known, EPOCHS)
  if (isShown(subnet)) network.history.value = [...network.history.value, ...more].slice(-EPOCHS)
}

/** Blocks that the page was not there for, newest first; one that cannot be read ends it. */
async function fillStrip(client: Client, head: Head): Promise<void> {
  const have = new Set(blocks.value.map(one => one.number))
  for (let number = head.number - 1; number > 0 && number > head.number - STRIP; number--) {
    if (have.has(number)) continue
    const hash = await client.blockHash(number)
    if (hash === undefined) return
    blocks.value = withBlock(blocks.value, await readBlock(client, number, hash))
  }
}

function reader(client: Client): (head: Head) => Promise<void> {
  let identities: readonly SubnetIdentity[] = []
  let identitiesAt = Number.NEGATIVE_INFINITY

  return async head => {
    const at = client.at(head.hash)
    const [block, issuance] = await Promise.all([
      readBlock(client, head.number, head.hash),
      at.get(storage.Balances.TotalIssuance),
    ])
    const opened = block.notes.some(note => note.event === 'NetworkAdded')
    if (opened || head.number >= identitiesAt + IDENTITIES_EVERY) {
      identities = await readIdentities(at)
      identitiesAt = head.number
    }
    const subnets = await readSubnets(at, identities)
    batch(() => {
      blocks.value = withBlock(blocks.value, block)
      network.issuance.value = issuance
      network.subnets.value = subnets
      network.epochsAt.value = network.withEpochs(network.epochsAt.value, subnets)
    })
    const subnet = network.chosenSubnet.value
    if (subnet) await Promise.all([readNeurons(client, head, subnet), readPast(client, subnet)])
    await fillStrip(client, head)
  }
}

interface Following {
  take(head: Head): void
  last: Head | undefined
}

let following: Following = { take: () => {}, last: undefined }

/** Follows the chain for as long as the page is open. */
export function startLive(): void {
  void keepLinked({
    onChain(client) {
      batch(() => {
        blocks.value = []
        lookedAt.value = undefined
        network.forgetNetwork()
      })
      following = { take: latestOnly(reader(client)), last: undefined }
      client.head().then(onHead, () => {})
    },
    onHead,
  })
}

function onHead(head: Head): void {
  following.last = head
  following.take(head)
}

export function choose(netuid: NetUid): void {
  if (network.chosen.value === netuid) return
  batch(() => {
    network.chosen.value = netuid
    network.forgetSubnet()
  })
  if (following.last) following.take(following.last)
}
