// Which model a chat request means before anything else of it is looked at.
import { type Network, subnetNamed } from './network.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isPicture = (part: unknown): boolean => isRecord(part) && part.type === 'image_url'

const hasPicture = (message: unknown): boolean =>
  isRecord(message) && Array.isArray(message.content) && message.content.some(isPicture)

/** A question with a picture is for those who see: `auto` means them, where there are any. Undefined without a model's name. */
export function modelMeant(network: Network, raw: unknown): string | undefined {
  if (!isRecord(raw) || typeof raw.model !== 'string' || raw.model === '') return undefined
  const { model, messages } = raw
  const pictured = model === 'auto' && Array.isArray(messages) && messages.some(hasPicture)
  return pictured && subnetNamed(network, 'vision') ? 'vision' : model
}
