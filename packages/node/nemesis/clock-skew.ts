// The clock of a running process, put forward or back. Programs read it through a function that the kernel maps into each of
// them (vDSO); there a few instructions of ours are put in front, which ask the kernel and add seconds. So it is the engine
// that operators run whose clock is wrong: nothing is preloaded into it or built for it.
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'

export const canSkew = process.platform === 'linux' && process.arch === 'x64'

// ELF64: where things are in its header, in a section's header and in a symbol.
const SECTIONS = { at: 0x28, size: 0x3a, count: 0x3c } as const
const SECTION = { type: 4, offset: 24, size: 32, link: 40 } as const
const DYNAMIC_SYMBOLS = 11
const SYMBOL_BYTES = 24

/** Where instructions of ours go: behind all of the kernel's object, and checked to be empty. */
const CLOCKS = [
  {
    symbol: '__vdso_clock_gettime',
    at: 0x1e00,
    // mov eax, 228; syscall; test edi, edi (CLOCK_REALTIME is 0); jne ret; mov rcx, [seconds]; add [rsi], rcx; ret
    code: Buffer.from('b8e40000000f0585ff750a488b0d0600000048010ec3', 'hex'),
  },
  {
    symbol: '__vdso_gettimeofday',
    at: 0x1e40,
    // mov eax, 96; syscall; test rdi, rdi (nobody asks for the time); je ret; mov rcx, [seconds]; add [rdi], rcx; ret
    code: Buffer.from('b8600000000f054885ff740a488b0d0500000048010fc3', 'hex'),
  },
] as const
/** After the beginning of the instructions: the seconds that they add. Both of the kernel's answers begin with seconds. */
const SECONDS_AT = 24
const PLACE_BYTES = SECONDS_AT + 8
const JUMP = 0xe9
const JUMP_BYTES = 5

/**
 * Seconds that the process's clock is ahead from now on; 0 makes it right again.
 * @throws Error when the system does not let us, or the kernel's object is none that we know.
 */
export function skewClock(pid: number, seconds: number): void {
  const { start, size } = mappedObject(pid)
  const memory = openSync(`/proc/${pid}/mem`, 'r+')
  try {
    const object = Buffer.alloc(size)
    readSync(memory, object, 0, size, start)
    const write = (bytes: Uint8Array, at: number): void => {
      writeSync(memory, bytes, 0, bytes.length, start + at)
    }
    const amount = Buffer.alloc(PLACE_BYTES - SECONDS_AT)
    amount.writeBigInt64LE(BigInt(seconds))
    for (const { symbol, at, code } of CLOCKS) {
      const place = object.subarray(at, at + PLACE_BYTES)
      const known = place.subarray(0, code.length).equals(code)
      if (!known && place.some(byte => byte !== 0)) throw new Error('no room for instructions in the vDSO')
      write(amount, at + SECONDS_AT)
      if (known) continue
      write(code, at)
      const entry = addressOf(object, symbol)
      const jump = Buffer.alloc(JUMP_BYTES, JUMP)
      jump.writeInt32LE(at - (entry + JUMP_BYTES), 1)
      write(jump, entry)
    }
  } finally {
    closeSync(memory)
  }
}

function mappedObject(pid: number): { readonly start: number; readonly size: number } {
  const line = readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .find(one => one.endsWith('[vdso]'))
  const [start = 0, end = 0] = (line?.split(' ')[0] ?? '').split('-').map(text => Number.parseInt(text, 16))
  if (end - start < Math.max(...CLOCKS.map(({ at }) => at + PLACE_BYTES)))
    throw new Error('no vDSO of the size we know')
  return { start, size: end - start }
}

function addressOf(object: Buffer, name: string): number {
  const word = (at: number): number => Number(object.readBigUInt64LE(at))
  const first = word(SECTIONS.at)
  const section = (index: number): number => first + index * object.readUInt16LE(SECTIONS.size)
  for (let index = 0; index < object.readUInt16LE(SECTIONS.count); index++) {
    const header = section(index)
    if (object.readUInt32LE(header + SECTION.type) !== DYNAMIC_SYMBOLS) continue
    const names = word(section(object.readUInt32LE(header + SECTION.link)) + SECTION.offset)
    const begin = word(header + SECTION.offset)
    for (let at = begin; at < begin + word(header + SECTION.size); at += SYMBOL_BYTES) {
      const text = names + object.readUInt32LE(at)
      if (object.toString('latin1', text, object.indexOf(0, text)) === name) return word(at + 8)
    }
  }
  throw new Error(`the vDSO has no ${name}`)
}
