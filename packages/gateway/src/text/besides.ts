// What an answer tells besides OpenAI's fields, to those who asked for it, under a name that is nobody else's.
import type { Told } from './endpoint.ts'

export const besides = ({ routing }: Pick<Told, 'routing'>): { readonly taonet?: object } =>
  routing ? { taonet: { routing } } : {}
