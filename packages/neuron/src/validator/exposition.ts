// What validators count, in Prometheus' text form, for whichever process has a port to show it on.

import type { ValidatorMetrics } from './validator-metrics.ts'

interface Sample {
  readonly labels: Readonly<Record<string, string | number>>
  readonly value: number
}

interface Family {
  readonly name: string
  readonly help: string
  readonly samples: (metrics: ValidatorMetrics) => readonly Sample[]
}

const one = (value: number): readonly Sample[] => [{ labels: {}, value }]

const ofKinds =
  (what: 'verdicts' | 'seconds' | 'cpuSeconds' | 'tokens' | 'joules') =>
  ({ costs }: ValidatorMetrics): readonly Sample[] =>
    Object.entries(costs.kinds).flatMap(([kind, cost]) => {
      const value = cost[what]
      return value === undefined ? [] : [{ labels: { kind }, value }]
    })

const FAMILIES: readonly Family[] = [
  {
    name: 'taonet_weights_alarm',
    help: '1 while weights do not reach the chain',
    samples: ({ alarm }) => one(alarm ? 1 : 0),
  },
  {
    name: 'taonet_weights_missed_epochs',
    help: 'Epochs without weights of ours, while there is an alarm',
    samples: ({ alarm }) => one(alarm?.epochs ?? 0),
  },
  { name: 'taonet_verdicts', help: 'Verdicts of the last finished epochs', samples: ofKinds('verdicts') },
  { name: 'taonet_verdict_seconds', help: 'What they took', samples: ofKinds('seconds') },
  {
    name: 'taonet_verdict_cpu_seconds',
    help: 'What they took of this process',
    samples: ofKinds('cpuSeconds'),
  },
  { name: 'taonet_verdict_tokens', help: 'Tokens that miners reported', samples: ofKinds('tokens') },
  { name: 'taonet_verdict_joules', help: 'What the machine took meanwhile', samples: ofKinds('joules') },
  {
    name: 'taonet_verdict_earned_rao',
    help: 'Alpha dividends of the last finished epochs, in rao, for each verdict',
    samples: ({ costs }) => one(costs.earnedPerVerdict),
  },
  {
    name: 'taonet_detection_power',
    help: 'Probability to find a cheat within an epoch at the present number of probes',
    samples: ({ detection }) =>
      detection.map(({ adversary, power }) => ({ labels: { adversary }, value: power })),
  },
  {
    name: 'taonet_incidents',
    help: 'Entries of the public incident log',
    samples: ({ incidentCount }) => one(incidentCount),
  },
  {
    name: 'taonet_vetoed_miners',
    help: 'Miners whose score is 0 for what they answered',
    samples: ({ scores }) => one(scores.filter(({ vetoed }) => vetoed).length),
  },
]

const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`

function line(name: string, { labels, value }: Sample): string {
  const written = Object.entries(labels).map(([label, of]) => `${label}=${quoted(String(of))}`)
  return `${name}{${written.join(',')}} ${value}`
}

/** All families with all samples; one family's samples stand together, as the format wants it. */
export function exposition(
  validators: readonly { readonly hotkey: string; readonly metrics: readonly ValidatorMetrics[] }[],
): string {
  return FAMILIES.map(({ name, help, samples }) => {
    const lines = validators.flatMap(({ hotkey, metrics }) =>
      metrics.flatMap(of =>
        samples(of).map(({ labels, value }) =>
          line(name, { labels: { hotkey, netuid: of.netuid, ...labels }, value }),
        ),
      ),
    )
    return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n')
  }).join('')
}
