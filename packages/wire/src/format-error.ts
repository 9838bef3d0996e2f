// The error thrown when text or bytes given to wire do not have the promised form.

export type FormatCode =
  | 'hex'
  | 'length'
  | 'ss58-alphabet'
  | 'ss58-length'
  | 'ss58-prefix'
  | 'ss58-checksum'
  | 'mnemonic'
  | 'uri'
  | 'derivation'
  | 'key'
  | 'request'
  | 'session'
  | 'identity'

/** Malformed input: `code` says which form was broken; the message never quotes a secret. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  readonly code: FormatCode

  constructor(code: FormatCode, message: string) {
    super(message)
    this.code = code
  }
}
