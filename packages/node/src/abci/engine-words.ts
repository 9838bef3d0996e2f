// What the engine's lines mean to us. A line begins with what the engine itself says; what peers bring into it stands behind.

/** Its consensus ended for good while its process lives on: a full disk is enough. */
const GAVE_UP = /^E\[\S+\] CONSENSUS FAILURE/

export const hasGivenUp = (line: string): boolean => GAVE_UP.test(line)

/**
 * Two thirds of the votes stand for a block, and its state is not ours: the engine counts the votes before it compares the
 * states, both where it fetches blocks and where it votes.
 */
const OTHER_STATE =
  /^E\[\S+\] (?:Error in validation\s+module=blocksync height=\d+ hash=[0-9A-F]+ err="|CONSENSUS FAILURE!!!\s+module=consensus err="\+2\/3 committed an invalid block: )wrong Block\.Header\.AppHash/

export const hasOtherState = (line: string): boolean => OTHER_STATE.test(line)

const FULL = /no space left on device|file too large|disk quota exceeded/

/** What an operator can do about an engine of the folder that did not start. */
export const adviceOn = (last: string, home: string): string =>
  FULL.test(last)
    ? `make room on the disk of ${home}, and start again: nothing is lost`
    : `in ${home} config/ has to be this network's, and data/ and chain/ of one age: restore them from one copy`

/** Where the engine's own program ends; where in it follows, and tells an operator nothing. */
const PANIC = /^panic: /

/** The last words of an engine, of its last lines. */
export function lastWords(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex(line => PANIC.test(line))
  return at < 0
    ? lines.slice(-12)
    : [
        lines
          .slice(at, at + 2)
          .map(line => line.trim())
          .join(' '),
      ]
}
