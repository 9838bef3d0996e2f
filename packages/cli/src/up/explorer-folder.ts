// The page's built folder: built on the first start, and again when its sources changed.
import { buildExplorer } from '@taonet/explorer/build'

export const explorerFolder = (): Promise<string> => buildExplorer()
