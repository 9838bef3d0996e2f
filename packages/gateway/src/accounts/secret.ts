// API keys as text: made once, shown once, and known afterwards only by their hash. 256 random bits need no slow hash.
import { hash, randomBytes } from 'node:crypto'

export const PREFIX = 'sk-tao-'
const BYTES = 32
const FORM = /^sk-tao-[\w-]{43}$/
const LONGEST_HEADER = 512

export const newSecret = (): string => `${PREFIX}${randomBytes(BYTES).toString('base64url')}`

export const newKeyId = (): string => `key_${randomBytes(9).toString('base64url')}`

/** SHA-256, in hex. */
export const hashOfSecret = (secret: string): string => hash('sha256', secret)

/** What is shown of a key afterwards. */
export const hintOf = (secret: string): string => `${PREFIX}…${secret.slice(-4)}`

/** The token of `Bearer …`, as far as there is one. */
export function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length > LONGEST_HEADER) return undefined
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  return token
}

/** Whether a token means one of our keys: other tokens are what stock clients send because they must send something. */
export const isOurs = (token: string): boolean => token.startsWith(PREFIX)

export const isWellFormed = (token: string): boolean => FORM.test(token)
