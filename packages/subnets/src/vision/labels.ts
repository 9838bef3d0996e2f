// The labels of pictures. What a picture is follows from how it was made: nobody had to look at it.

export const LABELS = ['safe', 'threat', 'weapons', 'self-harm', 'fraud', 'hazard'] as const
export type Label = (typeof LABELS)[number]

/** Labels that a message can earn; a hazard is shown by a sign. */
export const MESSAGE_LABELS = ['safe', 'threat', 'weapons', 'self-harm', 'fraud'] as const
export type MessageLabel = (typeof MESSAGE_LABELS)[number]

/** What a small picture can be at first sight: a warning sign, some other sign, or writing that has to be read. */
export const SIGHTS = ['hazard', 'safe', 'writing'] as const
export type Sight = (typeof SIGHTS)[number]
