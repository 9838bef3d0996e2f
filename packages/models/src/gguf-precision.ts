/** How exactly a GGUF file keeps its weights: engines agree closely on whole numbers and far less on rounded ones. */
import { open } from 'node:fs/promises'

/** Metadata stand at the beginning; `general.file_type` comes before the vocabulary. */
const HEAD_BYTES = 65_536
const KEY = 'general.file_type'
/** Type number of a u32 in metadata. */
const U32 = 4
/** `general.file_type`: all F32, mostly F16, mostly BF16. */
const WHOLE: ReadonlySet<number> = new Set([0, 1, 32])

/** True also for a file that does not say: nothing may be concluded from small differences then. */
export async function isRounded(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const at = buffer.indexOf(KEY)
    const end = at + KEY.length
    if (at < 0 || end + 8 > bytesRead || buffer.readUInt32LE(end) !== U32) return true
    return !WHOLE.has(buffer.readUInt32LE(end + 4))
  } finally {
    await file.close()
  }
}
