// Text that people put on the chain: bytes of anybody's choosing, so odd ones become replacement characters and the length
// has a limit before it reaches the page.
const LONGEST = 200
const decoder = new TextDecoder()

export const utf8 = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? '' : decoder.decode(bytes.subarray(0, LONGEST)).trim()
