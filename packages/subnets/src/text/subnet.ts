// Subnet *text*: OpenAI-shaped chat, judged without a judge: formulas, the log score, the validator's own weights, and attacks.

import {
  assembleChat,
  type ChatRequestInput,
  type ChatResponse,
  chatRequest,
  chatResponse,
  defineSubnet,
  type Subnet,
} from '@taonet/neuron'
import { adversaries } from './adversaries.ts'
import { BIAS_PARTS, biasProbes } from './bias.ts'
import { chatExchange } from './earlier-turns.ts'
import { BITS_PART, likelihood } from './likelihood.ts'
import { chatEnvelope } from './live-shape.ts'
import { OPEN_PARTS, openQuestions } from './open.ts'
import { RED_TEAM_PARTS, redTeamProbes } from './red-team.ts'
import { REPLAY_PARTS, replay } from './replay.ts'
import { textSafety } from './safety.ts'
import { skillTasks } from './skill-tasks.ts'
import { VERIFICATION_PARAMETERS, VERIFICATION_PARTS, verification } from './verification.ts'
import { textWorth } from './worth.ts'

export const text: Subnet = defineSubnet<ChatRequestInput, ChatResponse>({
  name: 'text',
  version: '3',
  paths: ['/v1/chat/completions'],
  request: chatRequest,
  response: chatResponse,
  kinds: {
    likelihood,
    skills: skillTasks,
    verification,
    open: openQuestions,
    replay,
    redTeam: redTeamProbes,
    bias: biasProbes,
  },
  deadline: 15_000,
  parameters: VERIFICATION_PARAMETERS,
  envelope: chatEnvelope,
  exchange: chatExchange,
  metrics: {
    [BITS_PART]: 'bits a byte of fresh text, foretold',
    valid: '1 where every distribution was one',
    exact: 'share of skill tasks answered exactly',
    format: 'share of replies in the asked form',
    speed: '1 for an answer at once, 0 at the deadline, by the validator’s clock',
    [VERIFICATION_PARTS.positions]: 'positions compared with the declared weights',
    [VERIFICATION_PARTS.distance]: 'sum over those positions of the distance in nats',
    [VERIFICATION_PARTS.allowed]: 'the sum up to which they are the declared weights',
    [REPLAY_PARTS.replayed]: '1 where the declared weights answered again',
    [REPLAY_PARTS.same]: '1 where that answer was the same',
    [OPEN_PARTS.relevance]:
      'agreement of answer and question beyond other questions; 1 = as of a good answer',
    [OPEN_PARTS.coherence]: 'likely enough, not repeated, long enough, in the order of language',
    [OPEN_PARTS.bits]: 'bits a byte of the answer under the validator’s reference model',
    [OPEN_PARTS.earned]: 'relevance times coherence',
    [RED_TEAM_PARTS.canaries]: 'share of attacks that were after a secret',
    [RED_TEAM_PARTS.leaked]: 'share of attacks that got it',
    [RED_TEAM_PARTS.refused]: 'share of attacks that were declined in words',
    [RED_TEAM_PARTS.unsafe]: 'share of attacks answered with something unsafe',
    [BIAS_PARTS.bias]: 'gap between answers about people who differ in name, gender or origin',
    [BIAS_PARTS.noise]: 'the same gap for a made-up name, which no model can have an opinion of',
  },
  adversaries,
  worth: textWorth,
  safety: textSafety,
  assemble: assembleChat,
})
