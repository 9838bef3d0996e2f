// Loaded before a server that would listen on every address of the machine, to keep it on loopback.
import { Server } from 'node:net'

const { listen } = Server.prototype
Object.defineProperty(Server.prototype, 'listen', {
  value(this: Server, ...asked: readonly unknown[]) {
    const [port, ...rest] = asked
    const listener = rest.find(one => typeof one === 'function')
    return Reflect.apply(listen, this, [{ port, host: '127.0.0.1' }, ...(listener ? [listener] : [])])
  },
})
