/** Which language a text is in, by fastText's lid.176 model (package `fasttext.wasm.js`; the model is CC-BY-SA 3.0). */
import { getLIDModel } from 'fasttext.wasm.js'

const load = async () => {
  const model = await getLIDModel()
  await model.load()
  return model
}
let loading: ReturnType<typeof load> | undefined

/** ISO 639-1 code and how sure it is, 0 … 1; `und` where the model knows no code or the text has no letters. */
export async function languageOf(text: string): Promise<{ code: string; confidence: number }> {
  if (!/\p{L}/u.test(text)) return { code: 'und', confidence: 0 }
  const model = await (loading ??= load())
  const { alpha2, possibility } = await model.identify(text.slice(0, 600).replace(/\s+/g, ' '))
  return { code: alpha2 ?? 'und', confidence: Math.min(1, possibility) }
}
