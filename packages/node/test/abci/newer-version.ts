// Loaded before the command, it makes a program of the next version of this one: what an operator installs at an upgrade.
import { PROFILES } from '@taonet/runtime'

Object.assign(PROFILES.local, { specVersion: PROFILES.local.specVersion + 2 })
