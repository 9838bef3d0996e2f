/** The exact bytes of each token, read from the spellings in a GGUF file's own vocabulary. */
import { gpt2Bytes } from '../gpt2-bytes.ts'

export interface TokenBytes {
  /** The bytes a token adds to a text; none for control tokens. */
  bytes(token: number): readonly number[]
  /** The token as text: its bytes as UTF-8 (U+FFFD where incomplete), or a control token's spelling. */
  text(token: number): string
}

const CONTROL = 3
/** SentencePiece writes a space as U+2581. */
const SPACE = '\u2581'

/**
 * `model` is `tokenizer.ggml.model`: `gpt2` spells bytes as printable characters (Radford et al. 2019), the
 * SentencePiece kinds spell spaces as U+2581 and single bytes as `<0xNN>`.
 */
export function tokenBytes(
  model: string,
  spellings: readonly string[],
  types: readonly number[],
): TokenBytes {
  const utf8 = new TextEncoder()
  const cache = new Map<number, readonly number[]>()
  const decode = (token: number): readonly number[] => {
    const spelling = spellings[token] ?? ''
    if (types[token] === CONTROL) return []
    if (model === 'gpt2') return [...spelling].flatMap(char => gpt2Bytes.get(char) ?? [...utf8.encode(char)])
    const byte = /^<0x([0-9A-F]{2})>$/.exec(spelling)?.[1]
    return byte === undefined
      ? [...utf8.encode(spelling.replaceAll(SPACE, ' '))]
      : [Number.parseInt(byte, 16)]
  }
  const bytes = (token: number) => {
    const known = cache.get(token)
    if (known !== undefined) return known
    const fresh = decode(token)
    cache.set(token, fresh)
    return fresh
  }
  return {
    bytes,
    text: token =>
      types[token] === CONTROL
        ? (spellings[token] ?? '')
        : new TextDecoder().decode(Uint8Array.from(bytes(token))),
  }
}
