// Asks real models every question of the pool and keeps what they say: `node record.ts FILE.gguf …`, the files in the order in
// which they shall stand. Run again whenever the text subnet asks otherwise.
import { writeFileSync } from 'node:fs'
import { type OpenedModel, openOne } from '@taonet/models'
import { type ChatResponse, chatRequest, completeChat, type TokenAlternative } from '@taonet/neuron'
import { FILE, pooledSteps, type RecordedAnswer, type Recording } from './recording.ts'

const DIGITS = 1e3
/** Answers to tasks are short; whoever rambles has lost anyway. */
const MOST_TOKENS = 32

type Alternative = NonNullable<RecordedAnswer['top']>[number]

function alternative({ token, logprob, bytes }: TokenAlternative): Alternative {
  // Rounded down, so that a sum of chances never passes 1.
  const rounded = Math.floor(logprob * DIGITS) / DIGITS
  const plain = bytes === null || [...Buffer.from(token)].join() === bytes.join()
  return plain ? [token, rounded] : [token, rounded, bytes]
}

function kept(response: ChatResponse): RecordedAnswer {
  const [choice] = response.choices
  const first = choice?.logprobs?.content?.[0]?.top_logprobs
  const { prompt_tokens: asked = 0, completion_tokens: said = 0 } = response.usage ?? {}
  return {
    text: choice?.message.content ?? '',
    finish: choice?.finish_reason === 'length' ? 'length' : 'stop',
    tokens: [asked, said],
    ...(first ? { top: first.map(alternative) } : {}),
  }
}

async function record({ model }: OpenedModel): Promise<Recording> {
  const answers: RecordedAnswer[] = []
  for (const body of pooledSteps()) {
    const asked = chatRequest.parse(body)
    const most = Math.min(MOST_TOKENS, asked.max_tokens ?? MOST_TOKENS)
    const request = { ...asked, stream: false, max_tokens: most, temperature: 0 }
    answers.push(kept(await completeChat(model, request, new AbortController().signal)))
  }
  const { id, sha256, engine } = model.card
  return { model: id, sha256, engine, answers }
}

const recordings: Recording[] = []
for (const path of process.argv.slice(2)) {
  const opened = await openOne(path)
  recordings.push(await record(opened))
  await opened.close()
  console.log(`${path}: ${recordings.at(-1)?.answers.length} answers`)
}
writeFileSync(FILE, `[\n${recordings.map(one => JSON.stringify(one)).join(',\n')}\n]\n`)
