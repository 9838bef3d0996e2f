// Files of callers: the store, and its routes.
export { newFileId } from './file-record.ts'
export { fileRoutes } from './file-routes.ts'
export { FILE_LIMITS, type FileLimits, FileStore, type FileStoreOptions } from './file-store.ts'
export { listQuery, type Page, pageOf } from './page.ts'
