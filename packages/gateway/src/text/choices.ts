// As many choices of an answer as were asked for.
import type { Serving } from '../serving.ts'
import { type Answered, type Asking, asked } from './asked.ts'
import type { Form } from './form.ts'

/** All or none: with one missing, the others are given up. @throws Refused, NetError. */
export async function choicesOf<T>(
  serving: Pick<Serving, 'router'>,
  asking: Asking,
  form: Form<T>,
): Promise<Answered<T>> {
  const times = asking.question.request.n ?? 1
  if (times === 1) return asked(serving, asking, form)
  return together(
    form,
    Array.from({ length: times }, (_, at) => asked(serving, seededApart(asking, at), form)),
  )
}

/** With a seed, the same question again would be the same answer again. */
function seededApart(asking: Asking, at: number): Asking {
  const { question } = asking
  const { seed } = question.request
  if (seed == null) return asking
  return { ...asking, question: { ...question, request: { ...question.request, seed: seed + at } } }
}

async function together<T>(form: Form<T>, asked: readonly Promise<Answered<T>>[]): Promise<Answered<T>> {
  const settled = await Promise.allSettled(asked)
  const given = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  const [one, ...others] = given
  const failed = settled.find(result => result.status === 'rejected')
  if (!one || failed) {
    for (const { answer } of given) form.cancel(answer)
    throw failed?.reason
  }
  return {
    answer: form.together([one.answer, ...others.map(({ answer }) => answer)]),
    account: {
      ...one.account,
      miners: given.flatMap(({ account }) => account.miners),
      tried: given.flatMap(({ account }) => account.tried),
    },
  }
}
