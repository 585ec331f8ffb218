import type { EventStore, ReadError } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'

/** Whether an operator may have had something of a stream cut off: then what is not there does not come any more. */
export const isCutOff = async (
  log: Pick<EventStore, 'streamMetadata'>,
  stream: string,
): Promise<E.Either<ReadError, boolean>> => {
  const metadata = await log.streamMetadata(stream)()
  return E.isLeft(metadata) ? metadata : E.right(Object.keys(metadata.right).length > 0)
}
