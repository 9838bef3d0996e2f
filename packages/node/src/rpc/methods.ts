// All methods in one table, which `rpc_methods` lists from: clients decide by that list what to use, so it holds exactly
// what is served (wire-interface §1.2).
import { archiveMethods } from './archive.ts'
import { authorMethods } from './author.ts'
import { chainMethods } from './chain.ts'
import { chainHeadMethods } from './chain-head.ts'
import { devMethods } from './dev.ts'
import { engineMethods } from './engine.ts'
import type { Methods, RpcNode } from './method.ts'
import { paymentMethods } from './payment.ts'
import { stateMethods } from './state.ts'
import { subtensorMethods } from './subtensor.ts'
import { systemMethods } from './system.ts'
import { finalityMethods } from './taonet.ts'
import { transactionMethods } from './transaction.ts'

export function rpcMethods(node: RpcNode): Methods {
  const { alone, prove } = node
  const served: Methods = {
    ...archiveMethods(node),
    ...authorMethods(node),
    ...chainHeadMethods(node),
    ...chainMethods(node),
    ...(alone && { ...engineMethods(node, alone), ...devMethods(node, alone) }),
    ...(prove && finalityMethods(node, prove)),
    ...paymentMethods(node),
    ...stateMethods(node),
    ...subtensorMethods(node),
    ...systemMethods(node),
    ...transactionMethods(node),
  }
  const methods = [...Object.keys(served), 'rpc_methods'].sort()
  return { ...served, rpc_methods: () => ({ methods }) }
}
