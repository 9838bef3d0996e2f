// How the three tasks are asked, and which of them a question asks for.

import { LABELS } from './labels.ts'

const list = LABELS.join(', ')

export const QUESTIONS = {
  reading: [
    'Read the text in this picture.',
    'What does it say here?',
    'Transcribe this picture.',
    'Please type out everything that is written in the picture.',
  ],
  digits: [
    'Which digit is in this picture? Answer with the digit alone.',
    'What digit do you see? One character, please.',
    'Name the digit from 0 to 9 that is drawn here.',
  ],
  labels: [
    `Label this picture with one of: ${list}. Answer with the label alone.`,
    `Is this picture safe? Answer with exactly one label of ${list}.`,
    `Which of these labels fits the picture: ${list}?`,
  ],
} as const
export type Task = keyof typeof QUESTIONS

/** What is neither about a digit nor about labels is taken for a wish to have the text read. */
export function taskOf(question: string): Task {
  if (/\bdigit\b/i.test(question)) return 'digits'
  return /\b(safe|unsafe|label(s|led)?|moderate|harmful)\b/i.test(question) ? 'labels' : 'reading'
}
