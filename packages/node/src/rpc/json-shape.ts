// What a message looks like, asked before it is parsed, so that hostile ones build nothing. Long messages are made of long
// texts (an extrinsic, a state), which cost little; as many megabytes of small values hold the node for a second.

const DEEPEST = 32
/** Characters that are not inside of a text, and quotes; ten thousand keys have 30,000 of them. */
const MOST_MARKS = 256 * 1024
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** What is wrong with it; undefined when it may be parsed, be it JSON or not. */
export function shapeFault(json: string): string | undefined {
  let depth = 0
  let marks = 0
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === 0x5b || code === 0x7b) depth++
    else if (code === 0x5d || code === 0x7d) depth--
    if (depth > DEEPEST) return 'the message nests too deep'
    marks++
    // From quote to quote, until one has not been escaped: it ends the text.
    let escapes = code === QUOTE ? 1 : 0
    while (escapes % 2 === 1 && marks <= MOST_MARKS) {
      at = json.indexOf('"', at + 1)
      if (at === -1) return undefined
      escapes = backslashesBefore(json, at)
      marks += 1 + escapes
    }
    if (marks > MOST_MARKS) return `the message has more than ${MOST_MARKS} characters around its texts`
  }
  return undefined
}

function backslashesBefore(json: string, at: number): number {
  let first = at
  while (json.charCodeAt(first - 1) === BACKSLASH) first--
  return at - first
}
