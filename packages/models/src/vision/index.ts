/** Pictures: PNG files, networks that read and classify them, and how those are run. */
export { MESSAGE_FEATURES, messageFeatures } from './message-features.ts'
export { openVision, type VisionModels } from './open-vision.ts'
export { greyOf, type Picture, thumbnail } from './picture.ts'
export { MAX_PNG_BYTES, MAX_SIDE, type PngHeader, pngHeader, readPng, writePng } from './png.ts'
export { openReader, type Reader, readerFiles } from './reader.ts'
export { type Network, openNetwork, type Tensor } from './session.ts'
export type { Look, Seen, VisionModel } from './vision-model.ts'
export { DIGIT_NETWORKS, type DigitNetwork } from './weights.ts'
