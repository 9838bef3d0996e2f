// The store's entry.
export { type BlockRecord, type Head, openStore, type Store, type StoreOptions } from './store.ts'
export { type StoreCode, StoreError } from './store-error.ts'
