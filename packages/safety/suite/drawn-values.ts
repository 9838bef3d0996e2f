/** Values that look like people's data: valid by their checksums, belonging to nobody. */
import type { Random } from '@taonet/models/random'
import { ibanIsValid, luhn } from '../src/detect/personal-data.ts'

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.below(10)).join('')
const signs = (random: Random, count: number, from: string): string =>
  Array.from({ length: count }, () => from[random.below(from.length)]).join('')

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const MIXED = `${LETTERS}${LETTERS.toUpperCase()}0123456789`

function card(random: Random, valid: boolean): string {
  const issuer = random.pick(['4', '51', '37'])
  const stem = issuer + digits(random, (issuer === '37' ? 14 : 15) - issuer.length)
  const right = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find(last => luhn(`${stem}${last}`)) ?? 0
  const number = `${stem}${valid ? right : (right + random.between(1, 9)) % 10}`
  return random.pick([number, number.replace(/(\d{4})(?=\d)/g, '$1 ')])
}

function iban(random: Random, valid: boolean): string {
  const [country, length] = random.pick([
    ['DE', 22],
    ['FR', 27],
    ['ES', 24],
    ['NL', 18],
  ] as const)
  const body = (country === 'NL' ? 'ABNA' : '') + digits(random, length - 4 - (country === 'NL' ? 4 : 0))
  const right =
    Array.from({ length: 97 }, (_, n) => String(n + 2).padStart(2, '0')).find(check =>
      ibanIsValid(country + check + body),
    ) ?? '00'
  const check = valid
    ? right
    : String((Number(right) % 90) + 10 - (Number(right) % 90 === 0 ? 1 : 0)).padStart(2, '0')
  const whole = country + (check === right && !valid ? '03' : check) + body
  return random.pick([whole, whole.replace(/(.{4})(?=.)/g, '$1 ')])
}

const name = (random: Random): string =>
  random.pick(['anna', 'luis', 'marie', 'tom', 'sofia', 'jan', 'carla', 'piet'])
const surname = (random: Random): string =>
  random.pick(['keller', 'ortega', 'dubois', 'novak', 'rossi', 'meyer', 'silva'])

const drawers: Readonly<Record<string, (random: Random) => string>> = {
  EMAIL: random =>
    `${name(random)}.${surname(random)}${random.below(90) + 10}@${random.pick(['gmail.com', 'web.de', 'orange.fr', 'outlook.es', 'uni-koeln.de'])}`,
  OFFICE_MAIL: random =>
    random.pick([
      'support@acme.com',
      'info@bakery.de',
      'jane@example.com',
      'user@example.org',
      'noreply@shop.fr',
    ]),
  BAD_CARD: random => card(random, false),
  CARD: random => card(random, true),
  BAD_IBAN: random => iban(random, false),
  IBAN: random => iban(random, true),
  PHONE: random =>
    random.pick([
      `+49 170 ${digits(random, 7)}`,
      `+1 (415) 555-${digits(random, 4)}`,
      `+33 6 ${digits(random, 2)} ${digits(random, 2)} ${digits(random, 2)} ${digits(random, 2)}`,
      `+34 6${digits(random, 8)}`,
    ]),
  SOCIAL: random => `${random.between(100, 600)}-${random.between(10, 99)}-${random.between(1000, 9999)}`,
  UUID: random => [8, 4, 4, 4, 12].map(count => signs(random, count, '0123456789abcdef')).join('-'),
  COMMIT: random => signs(random, 40, '0123456789abcdef'),
  AWS_KEY: random => `AKIA${signs(random, 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
  GITHUB_TOKEN: random => `ghp_${signs(random, 36, MIXED)}`,
  OPENAI_KEY: random => `sk-${signs(random, 48, MIXED)}`,
  SLACK_TOKEN: random => `xoxb-${digits(random, 12)}-${signs(random, 24, MIXED)}`,
  STRIPE_KEY: random => `sk_live_${signs(random, 24, MIXED)}`,
  PASSWORD: random =>
    `${signs(random, 4, LETTERS)}${random.pick(['!', '#', '%', '&'])}${digits(random, 3)}${signs(random, 4, LETTERS.toUpperCase())}`,
  HEX_KEY: random => `0x${signs(random, 64, '0123456789abcdef')}`,
  MNEMONIC: random =>
    random
      .shuffle(
        'ribbon orbit canal velvet timber lunar copper meadow anchor pepper saddle museum glove winter'.split(
          ' ',
        ),
      )
      .slice(0, 12)
      .join(' '),
  ORDER: random => `${random.pick(['AB', 'ORD', 'INV'])}-${digits(random, 8)}`,
}

const NAMES = new RegExp(`<(${Object.keys(drawers).join('|')})>`, 'g')

export const withDrawnValues = (random: Random, text: string): string =>
  text.replace(NAMES, (whole, name: string) => drawers[name]?.(random) ?? whole)
