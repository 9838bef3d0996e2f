// @taonet/gateway: many miners answer as one OpenAI-compatible server.
export type { Network, ServedSubnet } from './candidates.ts'
export { createApp, type Gateway, type GatewayConfig, startGateway } from './gateway.ts'
