// An operator's own prices, as a file of JSON.
import { readFileSync } from 'node:fs'
import { NetError } from '@taonet/wire'
import { z } from 'zod'
import { DEFAULT_PRICES, type PriceList } from './prices.ts'

const units = z.int().min(0).max(1_000_000_000)
const price = z.strictObject({ prompt: units, completion: units })
const priceList = z.strictObject({
  models: z.record(z.string(), price).default({}),
  otherwise: price.default(DEFAULT_PRICES.otherwise),
})

const HINT =
  'write units for a thousand tokens, like {"models": {"taonet-numbers": {"prompt": 500, "completion": 2000}}, "otherwise": {"prompt": 1000, "completion": 4000}}'

/** @throws NetError `prices`: there is no such file, or it holds no prices. */
export function readPrices(file: string): PriceList {
  try {
    return priceList.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause)
    throw new NetError('prices', `no prices can be read from ${file}: ${why}`, HINT, cause)
  }
}
