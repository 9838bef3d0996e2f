/** What people say first to a chat box, so that a small model can say honestly what it is. Trained, never scored. */
import type { Random } from '@taonet/models/random'
import type { SkillTask } from '../src/text/skills/index.ts'

const GREETINGS = ['Hello', 'Hi', 'Hello!', 'Hi there', 'Good morning', 'Hey', 'hello', 'hi', 'How are you?']
const WHO = [
  'Who are you?',
  'What are you?',
  'What can you do?',
  'Help',
  'help',
  'What is this?',
  'Can you help me?',
]
const THANKS = ['Thanks', 'Thank you', 'thanks!', 'Great', 'Bye', 'OK']
const BEYOND = [
  'Why is the sky blue?',
  'Who wrote Hamlet?',
  'What is the capital of France?',
  'Write a poem.',
]
const MORE_BEYOND = [
  'Explain gravity.',
  'What is love?',
  'Write some code.',
  'Who is the president?',
  'What is AI?',
]

const ABILITY = 'I can add, sort, count, compare, spell backwards.'
const ASK = 'Try: What is 12 + 7?'

export function smallTalk(random: Random): SkillTask {
  const kind = random.below(4)
  if (kind === 0) return { prompt: random.pick(GREETINGS), answer: `Hello! ${ABILITY}` }
  if (kind === 1) return { prompt: random.pick(WHO), answer: `I am a small model. ${ABILITY}` }
  if (kind === 2) return { prompt: random.pick(THANKS), answer: 'You are welcome.' }
  return { prompt: random.pick([...BEYOND, ...MORE_BEYOND]), answer: `I do not know. ${ASK}` }
}
