// A file as it is known: whose it is, what it is for, and the form in which OpenAI's clients see it.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'

const PURPOSES = ['batch', 'batch_output'] as const
export type Purpose = (typeof PURPOSES)[number]

export const FileRecord = z.object({
  id: z.string(),
  /** Id of the key that owns it. */
  caller: z.string(),
  filename: z.string(),
  purpose: z.enum(PURPOSES),
  bytes: z.int().min(0),
  /** Milliseconds since 1970. */
  created: z.int(),
  expires: z.int().optional(),
})
export type FileRecord = Readonly<z.infer<typeof FileRecord>>

export const newFileId = (): string => `file-${randomBytes(18).toString('base64url')}`

export const fileObject = ({ id, filename, purpose, bytes, created, expires }: FileRecord) => ({
  id,
  object: 'file' as const,
  bytes,
  created_at: Math.floor(created / 1_000),
  ...(expires === undefined ? {} : { expires_at: Math.floor(expires / 1_000) }),
  filename,
  purpose,
  status: 'processed' as const,
  status_details: null,
})
