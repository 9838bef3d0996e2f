// The LiteLLM proxy: its pinned packages in an environment of their own, made once for each list of versions.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exists, run } from './install.ts'
import { MODEL } from './instant.ts'
import { freePort, type Peer, startPeer } from './peer.ts'

const REQUIREMENTS = fileURLToPath(new URL('litellm/requirements.txt', import.meta.url))
const CACHE = fileURLToPath(new URL('../../../../../.cache/', import.meta.url))

/** The folder of the environment. @throws Error when it cannot be made. */
async function environment(): Promise<string> {
  const versions = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 16)
  const home = join(CACHE, `litellm-${versions}`)
  if (await exists(home)) return home
  await mkdir(CACHE, { recursive: true })
  // Made under another name: a half-made environment is never taken for a whole one.
  const draft = `${home}-${process.pid}`
  try {
    await run('python3', ['-m', 'venv', draft])
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-input']
    // The list is complete, so nothing has to be resolved; no package may run code of its own to be installed.
    const exactly = ['--no-deps', '--only-binary', ':all:', '-r', REQUIREMENTS]
    await run(join(draft, 'bin', 'python'), ['-m', 'pip', 'install', ...quiet, ...exactly])
    await rename(draft, home)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return home
}

/** As its guide for production says: no debug words, and its list of prices is the one it came with. */
const SETTINGS = { LITELLM_MODE: 'PRODUCTION', LITELLM_LOG: 'ERROR', LITELLM_LOCAL_MODEL_COST_MAP: 'True' }
const MAIN = 'from litellm import run_server; run_server()'

/** @throws Error when it cannot be installed or does not answer. */
export async function startLitellm(upstream: number): Promise<Peer> {
  const home = await environment()
  const config = join(home, `config-${process.pid}.json`)
  const target = { model: `openai/${MODEL}`, api_base: `http://127.0.0.1:${upstream}/v1`, api_key: 'none' }
  // JSON is YAML.
  await writeFile(config, JSON.stringify({ model_list: [{ model_name: MODEL, litellm_params: target }] }))
  // It starts only with a key that every request has to bring.
  const key = `sk-${randomBytes(24).toString('hex')}`
  const port = await freePort()
  const listen = ['--host', '127.0.0.1', '--port', String(port), '--num_workers', '1']
  try {
    const python = join(home, 'bin', 'python')
    return await startPeer(python, ['-c', MAIN, '--config', config, ...listen], {
      port,
      env: { HOME: home, LITELLM_MASTER_KEY: key, ...SETTINGS },
      headers: { authorization: `Bearer ${key}` },
    })
  } finally {
    await rm(config, { force: true })
  }
}
