// Asks before anything is made or paid.
import { confirm, isCancel } from '@clack/prompts'
import { NetError } from '@taonet/wire'

/** Returns when the answer is yes. @throws NetError `no-terminal`, `cancelled`. */
export async function confirmed(question: string, yes: boolean): Promise<void> {
  if (yes) return
  if (process.stdin.isTTY !== true)
    throw new NetError(
      'no-terminal',
      `"${question}" needs an answer and nobody can be asked`,
      'run it in a terminal, or agree beforehand with --yes',
    )
  const answer = await confirm({ message: question })
  if (isCancel(answer) || !answer) throw new NetError('cancelled', 'nothing was done', 'run it again')
}
