/** Token bytes of both families of tokenizers, and the alphabet they rest on. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gpt2Bytes, gpt2Spellings } from '../src/gpt2-bytes.ts'
import { tokenBytes } from '../src/host/token-bytes.ts'

const NORMAL = 1
const CONTROL = 3

test('the GPT-2 alphabet spells every byte once; known letters are where GPT-2 has them', () => {
  assert.equal(gpt2Bytes.size, 256)
  for (let byte = 0; byte < 256; byte++) assert.equal(gpt2Bytes.get(gpt2Spellings[byte] ?? ''), byte)
  assert.equal(gpt2Spellings[0x20], 'Ġ')
  assert.equal(gpt2Spellings[0x0a], 'Ċ')
  assert.equal(gpt2Spellings[0x41], 'A')
})

test('GPT-2 spellings give bytes, also parts of a character', () => {
  const euro = [...Buffer.from('€')].map(byte => gpt2Spellings[byte] ?? '')
  const tokens = tokenBytes(
    'gpt2',
    ['Ġhello', euro.join(''), euro[0] ?? '', '<|end|>'],
    [NORMAL, NORMAL, NORMAL, CONTROL],
  )
  assert.deepEqual(tokens.bytes(0), [...Buffer.from(' hello')])
  assert.equal(tokens.text(1), '€')
  assert.deepEqual(tokens.bytes(2), [0xe2])
  assert.equal(tokens.text(2), '\uFFFD')
  assert.deepEqual(tokens.bytes(3), [])
  assert.equal(tokens.text(3), '<|end|>')
})

test('SentencePiece spellings give spaces and single bytes', () => {
  const tokens = tokenBytes('llama', ['▁world', '<0x0A>', 'ü', '</s>'], [NORMAL, 6, NORMAL, CONTROL])
  assert.equal(tokens.text(0), ' world')
  assert.deepEqual(tokens.bytes(1), [10])
  assert.deepEqual(tokens.bytes(2), [...Buffer.from('ü')])
  assert.deepEqual(tokens.bytes(3), [])
})
