// The stock Python SDK lives through a subnet's first epochs on our node; what it reads is what the rows say.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  type ApiArgs,
  type ApiMethods,
  type ApiOutput,
  NetUid,
  type RuntimeApi,
  stakeInfoApi,
  subnetInfoApi,
  subnetRegistrationApi,
  swapApi,
} from '@taonet/runtime/tables'
import { type AccountId, bytesToHex, decode, encode, hexToBytes, ss58Decode, ss58Encode } from '@taonet/wire'
import { type NodeProcess, startProcess } from './process.ts'
import { stockPython } from './python/venv.ts'
import { RpcClient } from './rpc-client.ts'
