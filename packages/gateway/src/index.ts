// @taonet/gateway: many miners answer as one OpenAI-compatible server.
export { type AppConfig, createApp } from './app.ts'
export type { Network, ServedSubnet } from './network.ts'
export { type Gateway, type GatewayConfig, startGateway } from './server.ts'
export { openState, type State, type StateOptions } from './state.ts'
