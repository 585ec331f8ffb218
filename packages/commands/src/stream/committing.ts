import type { Folded } from './folded.ts'

/** Told of events of one stream, in order, as soon as the log has them. */
export type Committing = (stream: string, events: ReadonlyArray<Folded>) => void
