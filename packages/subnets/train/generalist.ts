/**
 * The yardstick of the mixture: one network that learns what the four specialists learn, in as many steps as all of them
 * together and from the same base. It answers whether several small models do more than one that had their whole training.
 */
import type { Recipe } from './recipes.ts'
import { specialists } from './specialists.ts'

const steps = specialists.reduce((sum, recipe) => sum + recipe.steps, 0)
const [first] = specialists
if (first === undefined) throw new RangeError('a generalist needs specialists to be measured against')

/** Of a specialist's lessons those that are practice: its share falls along a line, so the mean is what counts. */
const practiceShare = ({ practice }: Recipe): number => (practice.first + practice.last) / 2

/** Steps' worth of each skill, as the specialists had them. */
const tasks = Object.fromEntries(
  specialists.flatMap(recipe => {
    const whole = Object.values(recipe.tasks).reduce((sum, weight) => sum + weight, 0)
    const had = recipe.steps * (1 - practiceShare(recipe))
    return Object.entries(recipe.tasks).map(([name, weight]) => [name, (had * weight) / whole] as const)
  }),
)

const practised = specialists.map(recipe => ({
  draw: recipe.practice.draw,
  steps: recipe.steps * practiceShare(recipe),
}))
const practisedSteps = practised.reduce((sum, one) => sum + one.steps, 0)
const mean = (share: (recipe: Recipe) => number): number =>
  specialists.reduce((sum, recipe) => sum + recipe.steps * share(recipe), 0) / steps

export const generalist: Recipe = {
  ...first,
  name: 'taonet-generalist',
  description: 'All that the four specialists learn, in as many steps as they had together.',
  seed: 'taonet generalist',
  steps,
  tasks,
  practice: {
    draw(random) {
      let rest = random.unit() * practisedSteps
      const chosen = practised.find(one => (rest -= one.steps) < 0) ?? practised[0]
      if (chosen === undefined) throw new RangeError('nothing to practise')
      return chosen.draw(random)
    },
    first: mean(({ practice }) => practice.first),
    last: mean(({ practice }) => practice.last),
  },
}
