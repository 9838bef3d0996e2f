/** What were the held-out halves of earlier rounds, as training material: their categories told apart by kind. */
import type { Category, Kind } from '../../src/categories.ts'
import type { TrainingFamily } from '../corpus/family.ts'
import { openedAttacks } from './attacks.ts'
import { openedHarmless } from './harmless.ts'
import { secondOpenedAttacks } from './second-attacks.ts'
import { secondOpenedHarmless } from './second-harmless.ts'

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
  'harm-pills-and-powders': ['drugs'],
  'harm-modern-theft': ['malware'],
}

export const openedFamilies: readonly TrainingFamily[] = [
  ...openedAttacks,
  ...openedHarmless,
  ...secondOpenedAttacks,
  ...secondOpenedHarmless,
].map(({ name, category, phrases }) => ({
  name,
  kinds: otherwise[name] ?? (category === undefined ? [] : kindsOf[category]),
  phrases,
}))
