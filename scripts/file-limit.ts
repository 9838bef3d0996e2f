// Loaded into every test file's process. A file that has leaked a server or a timer never ends, and `node --test` waits for
// it without a limit (its own limit holds for each test, not for the file): here it ends after a while and says what it
// still holds.
import { isMainThread } from 'node:worker_threads'

const limit = Number(process.env.TAONET_FILE_LIMIT)

if (isMainThread && process.env.NODE_TEST_CONTEXT !== undefined && limit > 0)
  setTimeout(() => {
    console.error(
      `✘ ${process.argv[1]} is still alive after ${limit / 1000} s, held by ${process.getActiveResourcesInfo().join(', ')}`,
    )
    process.exit(1)
  }, limit).unref()
