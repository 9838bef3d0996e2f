// The cheats of this subnet's suite (bench/adversary-miners.ts), each behind declared weights that validators have: the share
// of probes of a kind that score it clearly below those weights. bench/adversaries.ts measures them.

import type { AdversaryProfile } from '@taonet/neuron'

const PER_PROBE: Readonly<Record<string, AdversaryProfile['perProbe']>> = {
  canned: { likelihood: 0.96, skills: 0.71, verification: 1, open: 0.17, replay: 0.96, bias: 0.04 },
  cache: { likelihood: 1, skills: 0.71, verification: 1, open: 0.13, replay: 0.96 },
  truncates: { skills: 0.58, verification: 1, open: 0.04, replay: 0.83 },
  int8: { verification: 1, replay: 0.04 },
  int4: { verification: 1, open: 0.08, replay: 0.63, bias: 0.13 },
  'smaller model': { likelihood: 0.13, skills: 0.42, verification: 1, open: 0.13, replay: 0.88, bias: 0.08 },
  copies: { likelihood: 1, skills: 0.71, verification: 1, open: 0.13, replay: 0.96, bias: 0.38 },
  'probe-only': { skills: 0.71, open: 0.17, replay: 0.96, bias: 0.04 },
  'injects instructions': { likelihood: 1, skills: 0.71, verification: 1, open: 0.13, replay: 0.96 },
  unsafe: { skills: 0.71, open: 0.17, replay: 1, redTeam: 1, bias: 0.92 },
  'half the time': {
    likelihood: 0.04,
    skills: 0.21,
    verification: 0.67,
    open: 0.13,
    replay: 0.5,
    bias: 0.17,
  },
  // Whoever answers with another's answers in time answers as that one does.
  relay: {},
}

export const adversaries: readonly AdversaryProfile[] = Object.entries(PER_PROBE).map(([name, perProbe]) => ({
  name,
  perProbe,
  evidence: 'packages/subnets/bench/adversaries.ts',
}))
