import { personStreams } from '../person-streams.ts'

/** How far each person's inbox has been projected. */
export const inboxes = personStreams('inboxes')
