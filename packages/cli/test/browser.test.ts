// A web page somewhere, in a real browser: neither by its own origin, nor by none, nor by a name of its own that comes to mean this
// machine can it use a gateway, with a key or without, or a chain's developer methods. The gateway's own page can.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openState, startGateway } from '@taonet/gateway'
import { createKey, Limits, ORDINARY_SCOPES } from '@taonet/gateway/accounts'
import { startNode } from '@taonet/node'
import { type Browser, launchChromium, type Page } from './chromium.ts'
import { freePorts } from './network.ts'

const EVIL = 'evil.test'
const folder = mkdtempSync(join(tmpdir(), 'taonet-browser-'))
const ending: (() => Promise<unknown>)[] = []
let browser: Browser
let secret: string

before(async () => {
  const state = await openState({ folder })
  const limits = Limits.parse({})
  const key = {
    name: 'stolen',
    scopes: ORDINARY_SCOPES,
    policy: 'off',
    shareCache: false,
    keepWords: false,
    limits,
    expires: undefined,
  } as const
  secret = (await createKey(state.accounts.sql, key, Date.now())).secret
  await state.close()
  browser = await launchChromium([EVIL])
})

after(async () => {
  await browser?.close()
  for (const end of ending.reverse()) await end()
  rmSync(folder, { recursive: true, force: true })
})

/** A page of its own, on a port of its own; one without any origin; and one that sends a form elsewhere as soon as it is seen. */
function attacker(port = 0): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here')
    if (pathname === '/sandbox') response.setHeader('content-security-policy', 'sandbox allow-scripts')
    const form = `<form method="post" enctype="text/plain" action="${searchParams.get('to')}"><input name='{"input":"' value='"}'></form><script>document.forms[0].submit()</script>`
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>A page</title>${pathname === '/form' ? form : ''}`)
  })
  return new Promise(resolve => server.listen(port, '127.0.0.1', () => resolve(server)))
}
const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
const stopped = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

interface Network {
  readonly gateway: string
  readonly rpc: string
}

async function network({ gateway: port, rpc }: { gateway: number; rpc: number }): Promise<Network> {
  const origin = `http://127.0.0.1:${port}`
  const node = await startNode({ profile: 'dev', rpcPort: rpc, sealing: 'manual', corsOrigins: [origin] })
  ending.push(() => node.stop())
  const gateway = await startGateway({
    network: { subnets: [], validators: [] },
    folder,
    host: '127.0.0.1',
    port,
    rpcUrl: `ws://127.0.0.1:${node.rpcPort}`,
  })
  ending.push(() => gateway.close(0))
  return { gateway: origin, rpc: `127.0.0.1:${node.rpcPort}` }
}

interface Tried {
  readonly gateway: string
  /** Host and port. */
  readonly rpc: string
  readonly secret: string
}

/**
 * All that a page can try, run inside of it. What each comes to: `blocked`, `open`, a status that it could read, or `sent` where a
 * page never learns more.
 */
async function attempts({ gateway, rpc, secret }: Tried): Promise<Record<string, string | number>> {
  const models = `${gateway}/v1/models`
  const moderations = `${gateway}/v1/moderations`
  const body = JSON.stringify({ input: 'Hello' })
  const authorization = `Bearer ${secret}`
  const block = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'engine_createBlock',
    params: [true, true, null],
  })
  const asked = (url: string, init: RequestInit): Promise<string | number> =>
    fetch(url, init).then(
      answer => (answer.type === 'opaque' ? 'sent' : answer.status),
      () => 'blocked',
    )
  const json = { 'content-type': 'application/json' }
  const post = (content: string, more: RequestInit): RequestInit => ({
    method: 'POST',
    body: content,
    ...more,
  })
  const socket = (): Promise<string> =>
    new Promise(resolve => {
      const opened = new WebSocket(`ws://${rpc}`)
      opened.onopen = () => opened.send(block)
      opened.onmessage = () => resolve('open')
      opened.onerror = () => resolve('blocked')
    })
  const blind: RequestInit = { mode: 'no-cors', headers: { 'content-type': 'text/plain' } }
  return {
    'read with a key': await asked(models, { headers: { authorization } }),
    'read without': await asked(models, {}),
    'ask with a key': await asked(moderations, post(body, { headers: { ...json, authorization } })),
    'ask without': await asked(moderations, post(body, { headers: json })),
    'ask blindly': await asked(moderations, post(body, blind)),
    'make a block': await asked(`http://${rpc}`, post(block, { headers: json })),
    'make a block blindly': await asked(`http://${rpc}`, post(block, blind)),
    'make a block by socket': await socket(),
  }
}

/** What nobody is let through for, but for what a page never learns of. */
const REFUSED = {
  'read with a key': 'blocked',
  'read without': 'blocked',
  'ask with a key': 'blocked',
  'ask without': 'blocked',
  'ask blindly': 'sent',
  'make a block': 'blocked',
  'make a block blindly': 'sent',
  'make a block by socket': 'blocked',
}

/** Requests that the gateway answered with this status, over all routes. */
async function answered(gateway: string, status: number): Promise<number> {
  const text = await (await fetch(`${gateway}/metrics`)).text()
  const line = new RegExp(`^taonet_gateway_requests_total\\{[^}]*status="${status}"[^}]*\\} (\\d+)`, 'gm')
  return [...text.matchAll(line)].reduce((sum, [, count]) => sum + Number(count), 0)
}

async function height(rpc: string): Promise<number> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'chain_getHeader', params: [] })
  const reply = await fetch(`http://${rpc}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  const said: unknown = await reply.json()
  return Number(/"number":"(0x[0-9a-f]+)"/.exec(JSON.stringify(said))?.[1])
}

/** @returns What the page got, with what the servers did meanwhile. */
async function trying(page: Page, running: Network, as: { gateway: string; rpc: string } = running) {
  const [served, refused, block] = [
    await answered(running.gateway, 200),
    await answered(running.gateway, 403),
    await height(running.rpc),
  ]
  const got = await page.evaluate(attempts, { ...as, secret })
  return {
    got,
    served: (await answered(running.gateway, 200)) - served,
    refused: (await answered(running.gateway, 403)) - refused,
    blocks: (await height(running.rpc)) - block,
  }
}

async function freshNetwork(): Promise<Network> {
  const { gateway, rpc } = await freePorts()
  return network({ gateway, rpc })
}

test('the key works where no browser is between, and the gateway’s own page may use everything', async () => {
  const running = await freshNetwork()
  const direct = await fetch(`${running.gateway}/v1/models`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  assert.equal(direct.status, 200)
  const page = await browser.newPage()
  await page.goto(`${running.gateway}/health`)
  const { got, served, blocks } = await trying(page, running)
  for (const what of ['read with a key', 'read without', 'ask with a key', 'ask without', 'make a block'])
    assert.equal(got[what], 200, what)
  assert.equal(got['make a block by socket'], 'open')
  assert.ok(served >= 4 && blocks >= 2, JSON.stringify({ got, served, blocks }))
  await page.close()
})

test('a page of another origin gets nothing, and nothing is done for it', async () => {
  const running = await freshNetwork()
  const other = await attacker()
  ending.push(() => stopped(other))
  const at = portOf(other)
  for (const url of [`http://127.0.0.1:${at}/`, `http://${EVIL}:${at}/`, `http://127.0.0.1:${at}/sandbox`]) {
    const page = await browser.newPage()
    await page.goto(url)
    const { got, served, refused, blocks } = await trying(page, running)
    assert.deepEqual(got, REFUSED, url)
    assert.equal(served, 0, url)
    assert.equal(blocks, 0, url)
    // The browser did ask: it was the gateway that said no.
    assert.ok(refused >= 5, `${url}: ${refused} refused`)
    await page.close()
  }
})

test('a form that a page sends by itself is refused, though no script ever reads the answer', async () => {
  const running = await freshNetwork()
  const other = await attacker()
  ending.push(() => stopped(other))
  const page = await browser.newPage()
  const to = encodeURIComponent(`${running.gateway}/v1/moderations`)
  const before = await answered(running.gateway, 403)
  await page.goto(`http://127.0.0.1:${portOf(other)}/form?to=${to}`)
  for (let turn = 0; turn < 100 && (await answered(running.gateway, 403)) === before; turn++)
    await new Promise(resolve => setTimeout(resolve, 50))
  assert.equal(await answered(running.gateway, 403), before + 1)
  assert.equal(await answered(running.gateway, 200), 0)
  await page.close()
})

test('a page whose name comes to mean this machine gets nothing either', async () => {
  const { gateway, rpc } = await freePorts()
  const [first, second] = [await attacker(gateway), await attacker(rpc)]
  const [page, chainPage] = [await browser.newPage(), await browser.newPage()]
  await page.goto(`http://${EVIL}:${gateway}/`)
  await chainPage.goto(`http://${EVIL}:${rpc}/`)
  // The page stays, its server goes, and what its name leads to is the gateway: for the browser both are one origin.
  await Promise.all([stopped(first), stopped(second)])
  const running = await network({ gateway, rpc })
  const as = { gateway: `http://${EVIL}:${gateway}`, rpc: `${EVIL}:${rpc}` }
  for (const [one, own] of [
    [page, 'gateway'],
    [chainPage, 'rpc'],
  ] as const) {
    const { got, served, blocks } = await trying(one, running, as)
    assert.equal(served, 0, JSON.stringify(got))
    assert.equal(blocks, 0, JSON.stringify(got))
    for (const [what, outcome] of Object.entries(got))
      assert.ok(outcome !== 200 && outcome !== 'open', `${own}: ${what}`)
    // Its own origin, as the browser sees it: the refusal can be read, and is one.
    const mine = own === 'gateway' ? ['read with a key', 'ask with a key', 'read without'] : ['make a block']
    for (const what of mine) assert.equal(got[what], 403, what)
    await one.close()
  }
})
