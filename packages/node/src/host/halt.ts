// We failed (DESIGN §7): the host stops for good and leaves what is needed to find out why. It stops the same way, without a
// dump, before a block that is for another program.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bytesToHex } from '@taonet/wire'
import type { Head, Proposal } from './port.ts'

/** Thrown by every use of a host after it halted; the cause is the Bug, or a NetError `version` with a hint. */
export class Halted extends Error {
  override readonly name = 'Halted'
  /** Where the dump lies; undefined without a data directory or when even that could not be written. */
  readonly file: string | undefined

  constructor(cause: unknown, file: string | undefined) {
    const what = cause instanceof Error ? cause.message : String(cause)
    super(`the chain halted: ${what}${file === undefined ? '' : ` (dump: ${file})`}`, { cause })
    this.file = file
  }
}

/** Writes the block under way and the state root below it. Never throws: the disk may be what failed. */
export function halt(
  cause: unknown,
  head: Head,
  proposal: Proposal | undefined,
  dataDir: string | undefined,
): Halted {
  if (dataDir === undefined) return new Halted(cause, undefined)
  const dump = {
    error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    head: { number: head.number, hash: head.hash, stateRoot: head.header.state_root },
    proposal: proposal && {
      number: proposal.number,
      parentHash: proposal.parentHash,
      time: proposal.time.toString(),
      author: proposal.author,
      offences: proposal.offences,
      extrinsics: proposal.extrinsics.map(bytesToHex),
    },
  }
  const file = join(dataDir, `halt-at-${head.number + 1}.json`)
  try {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, `${JSON.stringify(dump, null, 2)}\n`)
    return new Halted(cause, file)
  } catch {
    return new Halted(cause, undefined)
  }
}
