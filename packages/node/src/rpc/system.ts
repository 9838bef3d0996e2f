// `system_*` and `chainSpec_v1_*`: who this node is, and the next nonce of an account.
import { type Methods, type RpcNode, withAliases } from './method.ts'

const PROPERTIES = { isEthereum: false, ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' }
const CHAIN_TYPES = { dev: 'Development', local: 'Local', public: 'Live' } as const

export function systemMethods({ chain, pool, chainName, version, neighbourhood }: RpcNode): Methods {
  const peers = () => neighbourhood?.()?.peers ?? []
  const methods: Methods = {
    system_name: () => 'taonet',
    system_version: () => version,
    system_chain: () => chainName,
    system_chainType: () => CHAIN_TYPES[chain.runtime.profile.name],
    system_properties: () => PROPERTIES,
    system_health: () => ({
      peers: peers().length,
      isSyncing: neighbourhood?.()?.isSyncing ?? false,
      shouldHavePeers: neighbourhood !== undefined,
    }),
    /** Of each the newest block that we have too: another one's hash nobody here could say. */
    system_peers: () =>
      peers().flatMap(({ id, height }) => {
        const bestNumber = Math.min(height, chain.head.number)
        const bestHash = chain.hashOf(bestNumber)
        return bestHash ? [{ peerId: id, roles: 'FULL', bestHash, bestNumber }] : []
      }),
    system_nodeRoles: () => ['Authority'],
    system_syncState: () => ({
      startingBlock: chain.head.number,
      currentBlock: chain.head.number,
      highestBlock: chain.head.number,
    }),
    system_accountNextIndex: params => pool.nextNonce(params.account(0, 'account')),
    chainSpec_v1_chainName: () => chainName,
    chainSpec_v1_genesisHash: () => chain.genesisHash,
    chainSpec_v1_properties: () => PROPERTIES,
  }
  return withAliases(methods, { account_nextIndex: 'system_accountNextIndex' })
}
