// Ports for servers that are stopped and started again. They lie below those that the system gives to outgoing connections:
// one of these could take a port while its server is away.
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

const LOWEST = 10_000
const HIGHEST = 32_000

/** The first of so many that follow each other and were free a moment ago. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = randomInt(LOWEST, HIGHEST - count)
    const probes = Array.from({ length: count }, (_, index) =>
      createServer().listen(first + index, '127.0.0.1'),
    )
    const free = await Promise.all(
      probes.map(probe =>
        once(probe, 'listening').then(
          () => true,
          () => false,
        ),
      ),
    )
    await Promise.all(probes.map(server => new Promise(resolve => server.close(resolve))))
    if (free.every(Boolean)) return first
  }
}
