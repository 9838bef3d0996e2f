// Files of callers: the store, and its routes.
export { newFileId } from './file-record.ts'
export { addFiles } from './file-routes.ts'
export { FILE_LIMITS, type FileLimits, FileStore } from './file-store.ts'
export { listQuery, pageOf } from './page.ts'
