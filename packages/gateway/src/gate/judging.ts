// One judgement: which side of a conversation said what, and from which confidence on it counts. Runs in both threads.
import { type Finding, inputPolicy, outputPolicy, type Thresholds } from '@taonet/safety'

/** Who runs the model, who asks it, and what it answers. */
export type Side = 'operator' | 'caller' | 'answer'

export interface Sentence {
  readonly side: Side
  readonly text: string
  readonly thresholds: Thresholds
}

/** What was found at or above the thresholds, surest first. */
export function judge({ side, text, thresholds }: Sentence): Promise<readonly Finding[]> {
  if (side === 'answer') return outputPolicy({ thresholds }).judge(text)
  return inputPolicy({ thresholds }).judge([{ role: side === 'operator' ? 'system' : 'user', content: text }])
}
