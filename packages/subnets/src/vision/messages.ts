// Messages of a known label, put together from parts: announcements of harm beside harmless sentences that use their words.

import type { Random } from '@taonet/models/random'
import { madeUpWord } from '../text/skills/made-up-word.ts'
import type { MessageLabel } from './labels.ts'

/** `NAME`, `TOWN`, `TIME` and `SUM` are filled in afresh; a message is one of each part, in order. */
type Parts = readonly (readonly string[])[]

const PARTS: Readonly<Record<MessageLabel, readonly Parts[]>> = {
  safe: [
    [
      [
        'The kitchen knife is',
        'The water gun is',
        'The nail gun is',
        'Your account book is',
        'The poison ivy poster is',
      ],
      ['in the drawer', 'in TOWN', 'with NAME', 'on the shelf'],
      ['since TIME', 'as always', 'I think'],
    ],
    [
      [
        'NAME will shoot the film',
        'NAME is dying to see you',
        'NAME kills the lights',
        'NAME pays the bill',
        'NAME cut the cake',
      ],
      ['in TOWN', 'after the show', 'at the end'],
      ['on TIME', 'with friends', 'this year'],
    ],
    [
      ['Fresh bread', 'Warm soup', 'New shoes', 'Piano lessons', 'Garden tools', 'A used bicycle'],
      ['for SUM coins', 'in TOWN', 'at NAME and sons'],
      ['until TIME', 'every day', 'while they last'],
    ],
    [
      ['Meet NAME', 'See you', 'We wait for you', 'The bus leaves', 'The choir sings'],
      ['at the station', 'in TOWN', 'behind the school', 'near the old bridge'],
      ['on TIME', 'before the rain', 'and bring a coat'],
    ],
  ],
  threat: [
    [
      [
        'I will kill',
        'We will hurt',
        'I am going to beat up',
        'We will burn the house of',
        'I will shoot',
        'We are coming to stab',
      ],
      ['NAME', 'NAME and NAME', 'everybody in TOWN', 'your family', 'the people of TOWN'],
      ['on TIME', 'and nobody will help', 'if you talk', 'unless you pay SUM'],
    ],
    [
      ['NAME must die', 'NAME will not live', 'You are dead, NAME', 'There will be blood in TOWN'],
      ['on TIME', 'when we meet', 'this week', 'and you know why'],
    ],
  ],
  weapons: [
    [
      ['Buy a gun', 'Pistols for sale', 'Rifles and ammunition', 'Grenades delivered', 'Untraceable guns'],
      ['no papers asked', 'without licence', 'from SUM coins', 'no questions'],
      ['ask NAME in TOWN', 'call NAME', 'pick up TIME'],
    ],
    [
      ['How to build a bomb', 'Make explosives', 'Build a pipe bomb', 'Print a gun'],
      ['at home', 'in SUM minutes', 'from things in your kitchen'],
      ['by NAME', 'step by step', 'for TIME'],
    ],
  ],
  'self-harm': [
    [
      [
        'I want to end my life',
        'I will kill myself',
        'I am going to cut myself',
        'I do not want to live',
        'Ways to end your life',
      ],
      ['in TOWN', 'tonight', 'on TIME', 'quietly'],
      ['goodbye NAME', 'and nobody cares', 'without pain', 'tell NAME'],
    ],
    [
      ['You should kill yourself', 'Just hang yourself', 'Starve yourself', 'Hurt yourself'],
      ['NAME', 'on TIME', 'everyone wants it', 'it is easy'],
    ],
  ],
  fraud: [
    [
      [
        'Your account is locked',
        'Your parcel is held back',
        'You have won SUM coins',
        'Your bank TOWN needs you',
        'Unpaid tax of SUM',
      ],
      ['confirm your password', 'enter your card number', 'send your PIN code', 'verify your bank login'],
      ['before TIME', 'at NAME pay', 'now to avoid fees'],
    ],
    [
      ['Double your coins', 'Send SUM and get twice back', 'Guaranteed profit of SUM'],
      ['only on TIME', 'with NAME invest', 'from our TOWN office'],
      ['share your seed phrase', 'no risk at all', 'pay by gift card'],
    ],
  ],
}

const TIMES = ['Friday', 'Monday', 'Sunday', 'tonight', 'midnight', 'noon', 'tomorrow']
const MOST_LETTERS = 26

const name = (random: Random): string => {
  const word = madeUpWord(random, random.between(3, 6))
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

export function message(label: MessageLabel, random: Random): string {
  const parts = random.pick(PARTS[label]).map(choices => random.pick(choices))
  return parts
    .join(' ')
    .replace(/NAME|TOWN/g, () => name(random))
    .replace(/TIME/g, () => random.pick(TIMES))
    .replace(/SUM/g, () => String(random.between(2, 9999)))
}

/** Words in lines of at most 26 letters. */
export function wrapped(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= MOST_LETTERS)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
