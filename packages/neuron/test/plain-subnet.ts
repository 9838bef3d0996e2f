// The smallest subnet there can be.

import { hash32 } from '@taonet/wire'
import { z } from 'zod'
import { defineSubnet } from '../src/subnet.ts'

export const zero = hash32(new Uint8Array(32))

export const plainSubnet = defineSubnet({
  name: 'plain',
  version: '1',
  paths: ['/v1/chat/completions'],
  request: z.unknown(),
  response: z.unknown(),
  deadline: 1_000,
  metrics: {},
  kinds: { k: { weight: 1, create: () => ({ steps: [], score: () => ({ score: 1, parts: {} }) }) } },
})
