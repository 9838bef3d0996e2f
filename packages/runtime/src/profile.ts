// What differs between the networks we can be: block time, constants that follow from it, version numbers (DESIGN §6).

export type ProfileName = 'dev' | 'local' | 'public'

export interface Profile {
  readonly name: ProfileName
  /** Milliseconds between blocks. */
  readonly blockTime: number
  /** The `Aura.SlotDuration` constant: clients tell a fast chain from a live one by it. */
  readonly slotDuration: bigint
  /** Whether waits are those of the reference's build for fast blocks (`chapters/subnets/pace.ts`). */
  readonly fast: boolean
  /** Above 425, and different where the metadata differ: clients cache metadata by this number. */
  readonly specVersion: number
}

// Two numbers belong to each edition of the metadata, the even one for the live chain's constants.
const EDITION = 518

const profile = (name: ProfileName, blockTime: number): Profile => {
  const fast = blockTime <= 1000
  return {
    name,
    blockTime,
    fast,
    slotDuration: fast ? 250n : 12_000n,
    specVersion: 2 * EDITION + (fast ? 1 : 0),
  }
}

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  dev: profile('dev', 1000),
  local: profile('local', 250),
  public: profile('public', 12_000),
}
