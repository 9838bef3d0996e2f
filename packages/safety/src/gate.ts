/** A gate for streamed text: nothing passes before it was judged together with what followed it closely. */
import type { Finding } from './categories.ts'
import type { Policy } from './policy.ts'

export interface GateStep {
  /** What may be passed on now; empty while held back, and for ever after a finding. */
  readonly text: string
  /** Empty unless the gate has closed. */
  readonly findings: readonly Finding[]
}

export interface StreamGate {
  /** Takes the next piece. Calls are answered in order. */
  readonly push: (piece: string) => Promise<GateStep>
  /** Judges and releases what is still held. */
  readonly end: () => Promise<GateStep>
  readonly closed: () => boolean
}

/** A number of characters, or one that depends on how many have come so far. */
export type Characters = number | ((come: number) => number)

export interface GateOptions {
  /** Characters that must have followed a text before it is let go. */
  readonly holdBack?: Characters
  /** Characters already let go that are judged again with the new ones, so that harm split over pieces is seen whole. */
  readonly memory?: number
  /** New characters that make it worth judging again. */
  readonly stride?: Characters
}

const after = (characters: Characters, come: number): number =>
  typeof characters === 'number' ? characters : Math.floor(characters(come))

/**
 * Holds at most `holdBack + stride` characters plus one piece. Once something is found, nothing more is released: what was let
 * go before was judged clean together with the `holdBack` characters after it.
 */
export function createStreamGate(policy: Policy, options: GateOptions = {}): StreamGate {
  const { holdBack = 80, memory = 600, stride = 80 } = options
  let passed = ''
  let held = ''
  let fresh = 0
  let come = 0
  let findings: readonly Finding[] = []
  let turn: Promise<unknown> = Promise.resolve()

  async function advance(piece: string, last: boolean): Promise<GateStep> {
    if (findings.length > 0) return { text: '', findings }
    held += piece
    fresh += piece.length
    come += piece.length
    if (!last && fresh < after(stride, come)) return { text: '', findings }
    fresh = 0
    findings = held === '' ? [] : await policy.judge(passed + held)
    if (findings.length > 0) {
      held = ''
      return { text: '', findings }
    }
    const keep = last ? 0 : Math.min(held.length, after(holdBack, come))
    const text = held.slice(0, held.length - keep)
    held = held.slice(held.length - keep)
    passed = (passed + text).slice(-memory)
    return { text, findings }
  }

  const inTurn = (piece: string, last: boolean): Promise<GateStep> => {
    const step = turn.then(() => advance(piece, last))
    turn = step.catch(() => undefined)
    return step
  }

  return {
    push: piece => inTurn(piece, false),
    end: () => inTurn('', true),
    closed: () => findings.length > 0,
  }
}
