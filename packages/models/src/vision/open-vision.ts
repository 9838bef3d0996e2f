/** Opens the vision models: one host process for all of them, since they share their reader. */
import { hostedVision } from '../host/hosted.ts'
import { startHost } from '../open.ts'
import type { VisionModel } from './vision-model.ts'
import { DIGIT_NETWORKS, digitFile, visionCard } from './weights.ts'

export interface VisionModels {
  readonly models: readonly VisionModel[]
  close(): Promise<void>
}

/** Throws NetError `unavailable` when the weights cannot be run. */
export async function openVision(): Promise<VisionModels> {
  const host = startHost('vision-host')
  try {
    const models = await Promise.all(
      DIGIT_NETWORKS.map(async network => {
        const card = await visionCard(network)
        await host.load(card.id, digitFile(network))
        return hostedVision(host, card)
      }),
    )
    return { models, close: () => host.close() }
  } catch (error) {
    await host.close()
    throw error
  }
}
