// Hyperparameters of setting, committing and revealing weights (chain-registry §3.5).
import { bool, u16, u64 } from '@taonet/wire'
import { netuid64 } from '../../../nouns.ts'
import { globalParam, param, paramUnder } from '../../../table.ts'

export const weightsParams = {
  MinAllowedWeights: param(u16, 1_024, 'Fewest entries of a row of weights, unless the subnet is smaller.', {
    who: 'owner',
    call: [14, 'sudo_set_min_allowed_weights', 'min_allowed_weights'],
    event: [19, 'MinAllowedWeightSet'],
    stamp: 'MinAllowedWeights',
  }),
  MaxWeightsLimit: param(u16, 65_535, 'Largest share of one weight in its row, of 65535; fixed.', {
    who: 'none',
  }),
  WeightsVersionKey: param(u64, 0n, 'Smallest version key that weights must carry; 0 takes any.', {
    who: 'owner',
    call: [6, 'sudo_set_weights_version_key', 'weights_version_key'],
    event: [32, 'WeightsVersionKeySet'],
    stamp: 'WeightsVersionKey',
  }),
  WeightsSetRateLimit: param(u64, 100n, 'Blocks between two updates of weights by one uid.', {
    call: [7, 'sudo_set_weights_set_rate_limit', 'weights_set_rate_limit'],
    event: [22, 'WeightsSetRateLimitSet'],
  }),
  CommitRevealWeightsEnabled: param(bool, true, 'Whether weights are committed first and revealed later.', {
    who: 'owner',
    call: [49, 'sudo_set_commit_reveal_weights_enabled', 'enabled'],
    event: [95, 'CommitRevealEnabled'],
    stamp: 'CommitRevealEnabled',
  }),
  RevealPeriodEpochs: paramUnder([netuid64], u64, 1n, 'Epochs from a commitment of weights to its reveal.', {
    min: 1n,
    max: 100n,
    who: 'owner',
    call: [57, 'sudo_set_commit_reveal_weights_interval', 'interval'],
    event: [94, 'CommitRevealPeriodsSet'],
    stamp: 'WeightCommitInterval',
  }),
  CommitRevealWeightsVersion: globalParam(u16, 4, 'Version that timelocked commitments must name.', {
    call: [71, 'sudo_set_commit_reveal_version', 'version'],
    event: [100, 'CommitRevealVersionSet'],
  }),
  WeightsVersionKeyRateLimit: globalParam(
    u64,
    5n,
    'Tempos between two changes of a version key by an owner.',
    {
      who: 'none',
    },
  ),
} as const
