// A chain of members from the command line: what `network init` writes about it, and how root changes the list.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { defaultGenesis, startNode } from '@taonet/node'
import { isNetError, keyPairFromUri, ready } from '@taonet/wire'
import { type OwnGenesis, withOwn } from '../src/commands/own-genesis.ts'
import { taonet } from './network.ts'

await ready()
const [bob, charlie] = ['//Bob', '//Charlie'].map(uri => keyPairFromUri(uri))
assert.ok(bob && charlie)
const NOTHING: OwnGenesis = { grant: [], member: [], needTls: false }
const spec = defaultGenesis('public')
const code = (expected: string) => (error: unknown) => isNetError(error) && error.code === expected

test('without a choice the specification stays what it is', () => {
  assert.deepEqual(withOwn(spec, NOTHING), spec)
})

test('with a root of its own nobody has what was not granted', () => {
  const own = withOwn(spec, {
    root: bob.ss58,
    grant: [`${bob.ss58}=1000`, `${charlie.ss58}=0.000000001`],
    member: [charlie.ss58, charlie.ss58],
    needTls: true,
  })
  assert.equal(own.sudo, bob.account)
  assert.deepEqual(own.balances, [
    [bob.account, '1000000000000'],
    [charlie.account, '1'],
  ])
  assert.deepEqual([own.members, own.axonsNeedTls], [[charlie.account], true])
})

test('without one the development accounts keep what they have, and root can speak', () => {
  const own = withOwn(defaultGenesis('dev'), { ...NOTHING, grant: [`${bob.ss58}=7`] })
  const [alice, ...balances] = own.balances
  assert.equal(alice?.[0], own.sudo)
  assert.deepEqual(
    balances.filter(([account]) => account === bob.account),
    [[bob.account, '7000000000']],
  )
})

test('what makes no sense is refused', () => {
  assert.throws(() => withOwn(spec, { ...NOTHING, root: bob.ss58 }), code('options'))
  assert.throws(() => withOwn(spec, { ...NOTHING, member: ['5Nobody'] }), code('address'))
  for (const text of [`${bob.ss58}=0`, `${bob.ss58}=1.0000000001`, `${bob.ss58}=-1`, `${bob.ss58}`])
    assert.throws(() => withOwn(spec, { ...NOTHING, grant: [text] }), isNetError, text)
  const twice = [`${bob.ss58}=1`, `${bob.ss58}=2`]
  assert.throws(() => withOwn(spec, { ...NOTHING, grant: twice }), code('options'))
})

test('root changes the list, nobody else does, and everybody may read it', async () => {
  const genesis = withOwn(defaultGenesis('dev'), { ...NOTHING, member: [bob.ss58] })
  const node = await startNode({ profile: 'dev', genesis, rpcPort: 0, sealing: 'instant' })
  after(() => node.stop())
  const members = (...args: readonly string[]) =>
    taonet(['network', 'members', '--chain-url', `ws://127.0.0.1:${node.rpcPort}`, '--json', ...args], {
      patience: 120_000,
    })
  const told = async (...args: readonly string[]): Promise<unknown> => {
    const { code: ended, stdout, stderr } = await members(...args)
    assert.equal(ended, 0, stderr)
    return JSON.parse(stdout)
  }
  const added = await told('--add', charlie.ss58, '--remove', bob.ss58, '--wallet', '//Alice')
  assert.deepEqual(added, { membersOnly: true, members: [charlie.ss58] })
  const byMember = await members('--add', bob.ss58, '--wallet', '//Charlie')
  assert.equal(byMember.code, 1)
  assert.match(byMember.stderr, /RequireSudo/)
  assert.deepEqual(await told('--open', '--wallet', '//Alice'), {
    membersOnly: false,
    members: [charlie.ss58],
  })
  assert.match((await members('--add', bob.ss58)).stderr, /--wallet NAME/)
})
