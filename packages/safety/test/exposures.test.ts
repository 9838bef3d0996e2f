// Personal data and secrets: found by checksum and form, not by looking like one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { ibanIsValid, luhn, personalData } from '../src/detect/personal-data.ts'
import { entropy, secrets } from '../src/detect/secrets.ts'

const draws = 200 * Number(process.env.TAONET_EFFORT ?? 1)
const kinds = (text: string): readonly string[] => personalData(text).map(one => one.what)

test('card numbers need an issuer, its length and a right sum', () => {
  // The card networks' published test numbers.
  for (const number of ['4111111111111111', '5555 5555 5555 4444', '3782-822463-10005', '6011111111111117'])
    assert.deepEqual(kinds(`pay with ${number}.`), ['card number'], number)
  for (const number of ['4111111111111112', '1234567812345670', '0000000000000000', '41111111111111111'])
    assert.deepEqual(kinds(`id ${number}`), [], number)
})

test('one changed digit breaks a card number and an IBAN', () => {
  const random = randomFrom(seedFrom('one digit'))
  for (let i = 0; i < draws; i++) {
    const digits = Array.from({ length: 15 }, () => random.below(10)).join('')
    const number = digits + [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find(last => luhn(digits + last))
    assert.ok(luhn(number))
    const at = random.below(16)
    const other = (Number(number[at]) + random.between(1, 9)) % 10
    assert.equal(luhn(number.slice(0, at) + other + number.slice(at + 1)), false)
  }
  // The IBAN registry's examples.
  for (const iban of ['DE89370400440532013000', 'GB29NWBK60161331926819', 'FR1420041010050500013M02606']) {
    assert.ok(ibanIsValid(iban))
    assert.ok(kinds(`to ${iban.replace(/(.{4})/g, '$1 ')}today`).includes('IBAN'), iban)
    assert.equal(ibanIsValid(iban.replace('0', '1')), false)
  }
})

test('people have mail addresses; offices and examples do not count', () => {
  assert.deepEqual(kinds('write to anna.keller@gmail.com.'), ['e-mail address'])
  for (const text of [
    'jane@example.com',
    'support@acme.com',
    'git@github.com:a/b.git',
    'user@localhost',
    'a @ b . c',
  ])
    assert.deepEqual(kinds(text), [], text)
})

test('telephone numbers, not dates, versions, addresses or sums', () => {
  const sure = (text: string) =>
    personalData(text).some(one => one.what === 'telephone number' && one.confidence >= 0.7)
  for (const text of ['+49 170 1234567', 'call (415) 555-2671 now', 'Mein Handy: 0170 1234567'])
    assert.ok(sure(text), text)
  for (const text of [
    '2024-05-17 12:30:45',
    '192.168.0.12',
    'v10.2.14',
    '3.14159265358979',
    '1 2 3 4 5 6 7 8 9 10',
    '978-3-16-148410-0',
  ])
    assert.equal(sure(text), false, text)
})

test('keys of the known issuers and named random values are secrets; placeholders and words are not', () => {
  const random = 'q7Rz2mVx9KfT4wLb8NcH3yPd6GsJ5aUe1oXi'
  for (const text of [
    `token ghp_${random}`,
    `password: ${random.slice(0, 12)}!`,
    '-----BEGIN RSA PRIVATE KEY-----',
    `api_key="${random}"`,
  ])
    assert.equal(secrets(text).length, 1, text)
  for (const text of [
    'password: required',
    'api_key = process.env.API_KEY_PRODUCTION',
    'token: <your token here>',
    'AKIAIOSFODNN7EXAMPLE',
    'secret: practise every day',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
    'a seed phrase is a list of twelve words that opens a wallet',
  ])
    assert.deepEqual(secrets(text), [], text)
  assert.equal(entropy('aaaa'), 0)
  assert.equal(entropy('abcd'), 2)
})
