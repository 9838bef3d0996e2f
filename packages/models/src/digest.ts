/** SHA-256 of files. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** Digest in hex of the files' bytes, one after the other. */
export async function sha256OfFiles(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    for await (const chunk of createReadStream(path)) hash.update(chunk)
  }
  return hash.digest('hex')
}
