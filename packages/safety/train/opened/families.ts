/** What was the held-out half of the first round, as training material: its categories told apart by kind. */
import type { Category, Kind } from '../../src/categories.ts'
import type { TrainingFamily } from '../corpus/family.ts'
import { openedAttacks } from './attacks.ts'
import { openedHarmless } from './harmless.ts'

const kindsOf: Readonly<Record<Category, readonly Kind[]>> = {
  'prompt-injection': ['prompt-injection'],
  jailbreak: ['jailbreak'],
  'harmful-instructions': ['weapons'],
  'self-harm': ['self-harm'],
  hate: ['hate'],
  harassment: ['insult'],
  sexual: ['sexual'],
  'sexual-minors': ['sexual-minors', 'sexual'],
  'personal-data': [],
  secrets: [],
  'spam-scam': ['spam-scam'],
}

const otherwise: Readonly<Record<string, readonly Kind[]>> = {
  'harm-kitchen-chemist': ['drugs'],
  'harm-fraud-and-intrusion': ['malware'],
}

export const openedFamilies: readonly TrainingFamily[] = [...openedAttacks, ...openedHarmless].map(
  ({ name, category, phrases }) => ({
    name,
    kinds: otherwise[name] ?? (category === undefined ? [] : kindsOf[category]),
    phrases,
  }),
)
