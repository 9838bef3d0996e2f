// A chain in a test: genesis, then blocks of unsigned-checked extrinsics, on the runtime's own port.
import assert from 'node:assert/strict'
import {
  type AccountId,
  accountId,
  blake2b256,
  type Era,
  encodeExtrinsic,
  type Hash,
  headerHash,
  idAddress,
  immortal,
  Trie,
} from '@taonet/wire'
import type { Applied, BlockContext, GenesisSpec, Runtime } from '../../src/index.ts'
import {
  createRuntime,
  type EventRecord,
  type FinishedBlock,
  type OpenBlock,
  PROFILES,
} from '../../src/index.ts'
import type { Tao } from '../../src/nouns.ts'
import { storage } from '../../src/tables.ts'

const accounts = new Map<string, AccountId>()

/** The same account for a name in every run. */
export function account(name: string): AccountId {
  const known = accounts.get(name) ?? accountId(blake2b256(new TextEncoder().encode(name)))
  accounts.set(name, known)
  return known
}
export const TAO = 1_000_000_000n

export interface Signing {
  readonly nonce?: number
  readonly tip?: bigint
  readonly era?: Era
}

export class TestChain {
  readonly runtime: Runtime = createRuntime(PROFILES.dev)
  readonly author = account('author')
  readonly spec: GenesisSpec
  /** Without what they changed, of which there is much. */
  readonly finished: Omit<FinishedBlock, 'changes'>[] = []
  #state: Trie
  #head: Hash
  #number = 0

  constructor(balances: Readonly<Record<string, bigint>>, spec: Partial<GenesisSpec> = {}) {
    this.spec = {
      profile: 'dev',
      chain: 'test',
      sudo: account('sudo'),
      balances: Object.entries(balances).map(([name, rao]) => [account(name), rao.toString()]),
      authorities: [this.author],
      allowLoopbackAxons: true,
      values: {},
      newSubnet: {},
      ...spec,
    }
    this.#state = Trie.empty.apply(this.runtime.genesis(this.spec))
    this.#head = headerHash(this.runtime.genesisHeader(this.#state.root()))
  }

  get state(): Trie {
    return this.#state
  }
  get head(): Hash {
    return this.#head
  }
  get number(): number {
    return this.#number
  }

  nonce(name: string): number {
    return storage.System.Account.get(this, account(name)).nonce
  }

  free(name: string): Tao {
    return storage.System.Account.get(this, account(name)).data.free
  }

  /** Bytes as a client sends them, with a signature that nobody checks here. */
  extrinsic(name: string, call: Uint8Array, signing: Signing = {}): Uint8Array {
    const { nonce = this.nonce(name), tip = 0n, era = immortal } = signing
    return encodeExtrinsic({
      type: 'signed',
      address: idAddress(account(name)),
      signature: { type: 'Sr25519', value: new Uint8Array(64) },
      extra: { era, nonce, tip, mode: 0 },
      call,
    })
  }

  open(more: Pick<BlockContext, 'offences'> = {}): OpenBlock {
    const number = this.#number + 1
    const time = BigInt(number) * 1000n
    const { author } = this
    return this.runtime.open(this.#state, { number, parentHash: this.#head, time, author, ...more })
  }

  close(block: OpenBlock): FinishedBlock {
    const done = block.finalize(changes => {
      this.#state = this.#state.apply(changes)
      return this.#state.root()
    })
    this.#head = done.hash
    this.#number = done.header.number
    const { changes: _, ...kept } = done
    this.finished.push(kept)
    this.runtime.allInvariants(this.#state)
    return done
  }

  /** One block of these extrinsics; what became of each. */
  block(...extrinsics: Uint8Array[]): Applied[] {
    const block = this.open()
    const applied = extrinsics.map(one => block.apply(one))
    this.close(block)
    return applied
  }

  /** Sends one call in a block of its own. */
  send(name: string, call: Uint8Array, signing: Signing = {}): Extract<Applied, { ok: true }> {
    const [applied] = this.block(this.extrinsic(name, call, signing))
    assert.ok(applied?.ok, 'the extrinsic was not included')
    return applied
  }

  events(index?: number): EventRecord[] {
    return this.runtime
      .eventsAt(this.#state)
      .filter(
        ({ phase }) => index === undefined || (phase.type === 'ApplyExtrinsic' && phase.value === index),
      )
  }

  eventNames(index?: number): string[] {
    return this.events(index).map(({ event }) => event.name)
  }
}
