// The validators of one run: their folders, the mesh between them, and what they say of themselves.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { GenesisSpec } from '@taonet/runtime'
import type { AccountId } from '@taonet/wire'
import { files } from '../src/abci/home.ts'
import { initNetwork } from '../src/abci/network-files.ts'
import { freePorts } from '../test/abci/free-ports.ts'
import { heightOf } from './ask.ts'
import type { Mesh } from './mesh.ts'
import { Validator } from './validator.ts'

const LOOK_MS = 100

export interface NetworkOptions {
  readonly dir: string
  readonly validators: number
  readonly genesis: Omit<GenesisSpec, 'authorities'>
  /** Milliseconds. */
  readonly blockTime: number
  readonly mesh: Mesh
  /** The validator whose folder lies elsewhere, and where. */
  readonly small: { readonly validator: number; readonly dir: string }
  readonly log: (line: string) => void
}

export class Network {
  readonly validators: readonly Validator[]
  readonly authorities: readonly AccountId[]
  #highest = 0

  private constructor(validators: readonly Validator[], authorities: readonly AccountId[]) {
    this.validators = validators
    this.authorities = authorities
  }

  /** Folders whose engines know each other through the mesh alone. Nothing runs yet. */
  static async create(options: NetworkOptions): Promise<Network> {
    const { dir, validators: count, genesis, blockTime, mesh, small, log } = options
    await mkdir(dir, { recursive: true })
    const first = await freePorts(2 * count)
    const places = Array.from({ length: count }, (_, index) => ({
      host: '127.0.0.1',
      port: first + index,
      rpcPort: first + count + index,
    }))
    const out = join(dir, 'nodes')
    const homes = await initNetwork({ out, validators: places, genesis, blockTime, privateAddresses: true })
    for (const [from, home] of homes.entries()) {
      const peers: string[] = []
      for (const [to, other] of homes.entries())
        if (to !== from) {
          const [id] = other.peer.split('@')
          peers.push(`${id}@127.0.0.1:${await mesh.link(from, to, first + to)}`)
        }
      await throughMesh(join(home.dir, files.config), peers)
    }
    const moved = homes[small.validator]
    if (moved) await cp(moved.dir, small.dir, { recursive: true })
    const validators = homes.map(
      ({ dir: own, rpcPort }, index) =>
        new Validator(
          {
            index,
            rpcPort,
            dir: index === small.validator ? small.dir : own,
            record: join(dir, `validator-${index + 1}.log`),
          },
          log,
        ),
    )
    return new Network(
      validators,
      homes.map(({ authority }) => authority),
    )
  }

  /** Heights by validator, undefined where there is no answer. */
  heights(): Promise<readonly (number | undefined)[]> {
    return Promise.all(this.validators.map(({ rpcPort }) => heightOf(rpcPort)))
  }

  /** The greatest height that any of them has told. */
  async highest(): Promise<number> {
    this.#highest = Math.max(this.#highest, ...(await this.heights()).map(height => height ?? 0))
    return this.#highest
  }

  /** The greatest height of those, once each of them has answered or halted. */
  async highestOf(nodes: readonly Validator[]): Promise<number> {
    const height = async (validator: Validator): Promise<number> => {
      while (!validator.halted) {
        const told = await heightOf(validator.rpcPort)
        if (told !== undefined) return told
        await sleep(LOOK_MS)
      }
      return 0
    }
    return Math.max(...(await Promise.all(nodes.map(height))))
  }

  /** Seconds until all have a block above `height`; undefined when `ms` pass before. */
  async allAbove(height: number, ms: number): Promise<number | undefined> {
    const began = performance.now()
    while (performance.now() - began < ms) {
      if ((await this.heights()).every(one => one !== undefined && one > height))
        return (performance.now() - began) / 1000
      await sleep(LOOK_MS)
    }
    return undefined
  }
}

/** Peers are dialled through us; and none may tell another where it really listens. */
async function throughMesh(config: string, peers: readonly string[]): Promise<void> {
  const text = await readFile(config, 'utf8')
  const changed = text
    .replace(/^persistent_peers = .*$/m, `persistent_peers = "${peers.join(',')}"\npex = false`)
    .replace(/^addr_book_strict = .*$/m, 'addr_book_strict = false')
  await writeFile(config, changed)
}
