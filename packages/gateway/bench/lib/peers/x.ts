import { createGate } from '../../../src/gate/gate.ts'
import { ANSWER, question } from './instant.ts'
const g = createGate()
const c = { id: 'a', policy: 'standard', keepWords: false } as const
const q = JSON.parse(question(false)).messages
console.log('q', await g.question(q, c, 'x'))
const t = ANSWER.choices[0]!.message.content
console.log('a', await g.answer(t, c, 'x'))
for (const s of t.split(/(?<=\.)/)) console.log(s, await g.answer(s, c, 'x'))
const s = g.stream(c, 'x')
for (const p of t.match(/\S+\s*/g)!) console.log(JSON.stringify(await s.push(p)))
console.log(await s.end())
for (const n of [1,2]) { const a = performance.now(); for (let i = 0; i < 300; i++) await g.question([{role:'user',content:JSON.parse(question(false)).messages[0].content}], c, 'x'); console.log('ms a question', (performance.now()-a)/300);  const b = performance.now(); for (let i = 0; i < 300; i++) await g.answer(t + i, c, 'x'); console.log('ms an answer', (performance.now()-b)/300) }
await g.close()
