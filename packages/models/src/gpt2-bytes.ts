/**
 * How GPT-2 tokenizers spell bytes: printable Latin-1 characters as themselves, the others moved to U+0100 and up
 * (Radford et al. 2019, `bytes_to_unicode`). A tokenizer with this alphabet and no merges is a byte tokenizer.
 */

const printable = (byte: number) =>
  (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255)

function alphabet(): string[] {
  let moved = 256
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : moved++))
}

/** The spelling of every byte, by its value. */
export const gpt2Spellings: readonly string[] = alphabet()

/** The byte behind every spelling. */
export const gpt2Bytes: ReadonlyMap<string, number> = new Map(gpt2Spellings.map((char, byte) => [char, byte]))
