#!/usr/bin/env node
// Finds a Node that runs us (24 or newer; one is packaged with us where the machine's is older) and hands over.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const WANTED = 24
const entry = ['../src/main.ts', '../src/main.js']
  .map(path => new URL(path, import.meta.url))
  .find(url => existsSync(url))

function packagedNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/node`)
  } catch {
    return undefined
  }
}

if (Number(process.versions.node.split('.')[0]) >= WANTED) {
  process.removeAllListeners('warning')
  // Stripping and compiling hundreds of sources costs each process a good part of a second; the children inherit the folder.
  module.enableCompileCache()
  process.env.NODE_COMPILE_CACHE ??= module.getCompileCacheDir()
  await import(entry.href)
} else {
  const node = packagedNode()
  if (node === undefined) {
    console.error(
      `taonet needs Node ${WANTED} or newer; this is ${process.versions.node} and no packaged one is installed.`,
    )
    console.error(`Hint: install Node ${WANTED}, or reinstall taonet without omitting optional packages.`)
    process.exit(1)
  }
  // The channel is how the child notices that we were killed: it ends when the channel closes.
  const child = spawn(node, [fileURLToPath(entry), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, TAONET_LAUNCHED: '1' },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
