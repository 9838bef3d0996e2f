// `taonet verify receipt`: whether a gateway's receipt holds, and whether it is about what was sent and got. Asks nobody.
import { readFileSync, statSync } from 'node:fs'
import { type Against, readReceipt, receiptProblems, type SignedReceipt } from '@taonet/gateway/receipts'
import { NetError } from '@taonet/wire'
import { dim, paint, printJson, say } from '../terminal.ts'

export interface VerifyReceiptOptions {
  /** Files with the bodies as they went over the wire. */
  readonly request?: string
  readonly response?: string
  /** SS58 address that must have signed. */
  readonly gateway?: string
  readonly json: boolean
}

/** A gateway's bodies end far below. */
const MOST_BYTES = 256 << 20

/** @throws NetError `no-file`. */
function fileAt(path: string): Buffer {
  try {
    if (statSync(path).size > MOST_BYTES)
      throw new NetError('no-file', `${path} is larger than any answer`, 'name the file with the body alone')
    return readFileSync(path)
  } catch (thrown) {
    if (thrown instanceof NetError) throw thrown
    throw new NetError('no-file', `cannot read ${path}`, 'name a file that exists', thrown)
  }
}

/** The exit code is 1 when it does not hold. @throws NetError. */
export async function verifyReceipt(file: string, options: VerifyReceiptOptions): Promise<void> {
  const receipt = readReceipt(fileAt(file).toString('utf8'))
  const against: Against = {
    ...(options.request === undefined ? {} : { request: fileAt(options.request) }),
    ...(options.response === undefined ? {} : { response: fileAt(options.response) }),
    ...(options.gateway === undefined ? {} : { gateway: options.gateway }),
  }
  const problems = receiptProblems(receipt, against)
  if (options.json) printJson({ holds: problems.length === 0, problems, receipt })
  else say(written(receipt, problems, unchecked(options)).join('\n'))
  if (problems.length > 0) process.exitCode = 1
}

/** What nobody asked to be compared: a receipt that holds may still be about something else. */
const unchecked = ({ request, response, gateway }: VerifyReceiptOptions): readonly string[] => [
  ...(gateway === undefined ? ['whose key it is: --gateway ADDRESS, as GET /v1/receipts/key says'] : []),
  ...(request === undefined ? ['that it is about your request: --request FILE'] : []),
  ...(response === undefined ? ['that it is about the answer you got: --response FILE'] : []),
]

function written(
  receipt: SignedReceipt,
  problems: readonly string[],
  open: readonly string[],
): readonly string[] {
  const { uid, netuid, hotkey, model, weightsSha256, block, blockHash, latencyMs, price, at, gateway } =
    receipt
  if (problems.length > 0)
    return [
      `${paint('red', '✘')} the receipt does not hold`,
      ...problems.map(one => `  ${one}`),
      `  ${dim('hint: take the receipt, the request and the response as they went over the wire, byte for byte')}`,
    ]
  const rows = [
    [
      'answered by',
      `uid ${uid} of subnet ${netuid}, ${hotkey}${receipt.cached ? ' (kept from before)' : ''}`,
    ],
    ['declared', weightsSha256 === undefined ? model : `${model}, weights ${weightsSha256}`],
    ['at block', blockHash === undefined ? String(block) : `${block}, ${blockHash}`],
    ['took', `${latencyMs} ms, ${at}`],
    ['charged', `${price.amount} ${price.unit}`],
    ['signed by', gateway],
  ] as const
  return [
    `${paint('green', '✔')} the receipt holds`,
    ...rows.map(([what, text]) => `  ${dim(what.padEnd(11))} ${text}`),
    ...open.map(one => `  ${dim(`not compared: ${one}`)}`),
  ]
}
