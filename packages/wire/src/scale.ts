// SCALE codecs as values. A codec writes, reads, and carries its own shape, so that metadata, decoders and storage
// defaults all come from the one declaration.
export * from './scale/codec.ts'
export * from './scale/containers.ts'
export * from './scale/primitives.ts'
export * from './scale/union.ts'
