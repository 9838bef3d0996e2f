// Files that are started as processes: `.ts` here, `.js` in the published package.
import { extname } from 'node:path'

/** URL of the module `path` (without extension) beside `base`, with base's own extension. */
export const siblingUrl = (base: string, path: string): URL =>
  new URL(`${path}${extname(new URL(base).pathname)}`, base)
