// Runtime APIs: what `state_call` answers.
import type { RuntimeApi } from '../src/api.ts'
import { code, inCell, lines, page, section } from './markdown.ts'
import { typeOf } from './values.ts'

const apiSection = ({ trait, version, docs, methods }: RuntimeApi): readonly string[] => {
  const [title = '', gap = '', ...table] = section(
    `${trait} (version ${version})`,
    ['method and inputs', 'output', 'what it answers'],
    Object.entries(methods).map(([name, { inputs, output, docs: about }]) => [
      lines(
        code(name),
        ...Object.entries(inputs).map(([input, codec]) => `${code(input)} ${code(typeOf(codec))}`),
      ),
      code(typeOf(output)),
      inCell(about),
    ]),
  )
  return [title, gap, docs, '', ...table]
}

export const apiPage = (apis: readonly RuntimeApi[]): string =>
  page(
    'Runtime APIs',
    [
      `Asked by ${code('state_call')} as ${code('Trait_method')}, with the inputs in this order as SCALE.`,
      '',
    ],
    ...apis.map(apiSection),
  )
