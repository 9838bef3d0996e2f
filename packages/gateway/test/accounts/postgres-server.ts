// A real PostgreSQL server of this file's own: its binaries from POSTGRES_BIN, from Debian's folders or from PATH. It ends when
// this process does, however that ends.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'

/** The server refuses to run as root; this account owns nothing. */
const NOBODY = 65_534
const DEBIAN = '/usr/lib/postgresql'

function binaries(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env.POSTGRES_BIN ? [process.env.POSTGRES_BIN] : []),
    ...versions.map(version => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  return folders.find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

const bin = binaries()

/** Why there is none; CI skips nothing, and so fails by it. */
export const NO_POSTGRES =
  bin === undefined ? 'no PostgreSQL server: install it, or set POSTGRES_BIN to the folder of initdb' : false

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

export interface PostgresServer {
  /** A new, empty database. @returns Its address. */
  database(): Promise<string>
  close(): Promise<void>
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    const sql = postgres(url, { max: 1, connect_timeout: 1, onnotice: () => undefined })
    try {
      await sql`select 1`
      return
    } catch (thrown) {
      if (server.exitCode !== null) throw thrown
      await new Promise(resolve => setTimeout(resolve, 50))
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'taonet-postgres-'))
  const data = join(folder, 'data')
  const asRoot = process.getuid?.() === 0
  const as = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
  if (asRoot) chownSync(folder, NOBODY, NOBODY)
  const initdb = ['-D', data, '-U', 'taonet', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await promisify(execFile)(join(bin ?? '', 'initdb'), initdb, { ...as, cwd: folder })
  const port = await freePort()
  const options = [
    '-c fsync=off -c synchronous_commit=off -c listen_addresses=127.0.0.1 -c max_connections=40',
    `-c unix_socket_directories= -c port=${port} -c shared_buffers=16MB`,
  ].join(' ')
  // The shell waits for our end of the pipe, which closes with us.
  const script = `'${join(bin ?? '', 'postgres')}' -D '${data}' ${options} >/dev/null 2>&1 & cat >/dev/null; kill -INT $!; wait`
  const server = spawn('sh', ['-c', script], { ...as, cwd: folder, stdio: ['pipe', 'ignore', 'inherit'] })
  const url = (name: string): string => `postgres://taonet@127.0.0.1:${port}/${name}`
  await answering(url('postgres'), server)
  let made = 0
  return {
    async database() {
      const sql = postgres(url('postgres'), { max: 1 })
      made++
      await sql.unsafe(`create database t${made}`)
      await sql.end()
      return url(`t${made}`)
    },
    close: () =>
      new Promise(resolve => {
        server.on('exit', () => {
          rmSync(folder, { recursive: true, force: true })
          resolve()
        })
        server.stdin?.end()
      }),
  }
}
