// Whom processes are connected to, as the kernel tells it.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const LOOPBACK4 = '0100007F'
const LOOPBACK6 = ['00000000000000000000000001000000', '0000000000000000FFFF00000100007F']
const LISTENING = '0A'

/** Remote ends outside this machine, in the kernel's notation; empty when there are none. */
export function foreignPeers(pids: readonly number[]): readonly string[] {
  const sockets = new Set(pids.flatMap(socketsOf))
  return ['tcp', 'tcp6'].flatMap(table =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state !== LISTENING && sockets.has(inode ?? ''))
      .flatMap(([, , remote = '']) => {
        const [address = ''] = remote.split(':')
        return address === LOOPBACK4 || LOOPBACK6.includes(address) ? [] : [remote]
      }),
  )
}

function socketsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap(fd => {
      const target = readlinkSync(`/proc/${pid}/fd/${fd}`)
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1]
      return inode === undefined ? [] : [inode]
    })
  } catch {
    // The process or one of its files went away while we looked.
    return []
  }
}
