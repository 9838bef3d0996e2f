// What may be called about neurons (chain-registry §3.4, §3.8).
import { implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { approve, revoke } from './approval.ts'
import { buySeat, takeRootSeat } from './registration.ts'
import { ensureAxon, ensurePrometheus, serveAxon, servePrometheus } from './serving.ts'
import { neurons } from './table.ts'

export const neuronsCalls = implement(
  neurons,
  {
    serve_axon(world, origin, { netuid, ...claim }) {
      serveAxon(world, netuid, ensureSigned(origin), claim)
    },
    serve_axon_tls(world, origin, { netuid, certificate, ...claim }) {
      serveAxon(world, netuid, ensureSigned(origin), claim, certificate)
    },
    serve_prometheus(world, origin, { netuid, ...claim }) {
      servePrometheus(world, netuid, ensureSigned(origin), claim)
    },
    register(world, origin, { netuid, hotkey }) {
      buySeat(world, ensureSigned(origin), netuid, hotkey)
    },
    burned_register(world, origin, { netuid, hotkey }) {
      buySeat(world, ensureSigned(origin), netuid, hotkey)
    },
    register_limit(world, origin, { netuid, hotkey, limit_price }) {
      buySeat(world, ensureSigned(origin), netuid, hotkey, limit_price)
    },
    approve_registration(world, origin, { netuid, account }) {
      approve(world, origin, netuid, account)
    },
    revoke_registration(world, origin, { netuid, account }) {
      revoke(world, origin, netuid, account)
    },
    root_register(world, origin, { hotkey }) {
      takeRootSeat(world, ensureSigned(origin), hotkey)
    },
  },
  {
    serve_axon(world, origin, { netuid, ...claim }) {
      ensureAxon(world, netuid, ensureSigned(origin), claim)
    },
    serve_axon_tls(world, origin, { netuid, certificate, ...claim }) {
      ensureAxon(world, netuid, ensureSigned(origin), claim, certificate)
    },
    serve_prometheus(world, origin, { netuid, ...claim }) {
      ensurePrometheus(world, netuid, ensureSigned(origin), claim)
    },
  },
)
