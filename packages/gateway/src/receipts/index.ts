// Receipts for whoever checks them: without routes, miners or a network.
export { type ReceiptFacts, readReceipt, type SignedReceipt } from './receipt.ts'
export { passingReceiptKey, type ReceiptKey, receiptKeyIn } from './receipt-key.ts'
export { createReceipts, type Receipts, receiptEvent } from './receipts.ts'
export { bodyHash, StreamHash } from './response-hash.ts'
export { type Against, receiptProblems } from './verify.ts'
