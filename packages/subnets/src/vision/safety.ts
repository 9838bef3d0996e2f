// What may not be asked about a picture. Answers are not judged: whoever reads a threat aloud does not utter one, and calling
// a picture by its label is the work itself.

import type { ChatResponse, SafetyPolicy } from '@taonet/neuron'
import { inputPolicy } from '@taonet/safety'
import type { VisionRequest } from './request.ts'

const policy = inputPolicy()

export const visionSafety: SafetyPolicy<VisionRequest, ChatResponse> = {
  input: ({ messages }) => policy.judge(messages),
  output: async () => [],
}
