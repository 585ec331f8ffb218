import type { Accepted, Answered, Begun, LiveUpdate, PersonUpdate } from '@parley/engine'
import type { ChannelId, Rejection, UserId } from '@parley/domain'
import type { ProtocolError, RequestId, ServerFrame } from '@parley/protocol'

/**
 * The server's frames as JSON. Those of the busy ways are put together from parts that are JSON already; that they
 * are what the protocol says is what the tests decode them for.
 */

/** Any frame, the slow way. */
export const frameJson = (frame: ServerFrame): string => JSON.stringify(frame)

/** An answer to a command. Ids and numbers have nothing in them that JSON would have to escape. */
export const acceptedJson = (id: RequestId, { revision, position, result }: Accepted): string =>
  `{"type":"accepted","id":${id},"revision":${revision},"position":${position},"result":${JSON.stringify(result)}}`

export const rejectedJson = (id: RequestId, rejection: Rejection): string =>
  frameJson({ type: 'rejected', id, rejection })

export const errorJson = (id: RequestId | undefined, error: ProtocolError): string =>
  frameJson(id === undefined ? { type: 'error', error } : { type: 'error', id, error })

export const resultJson = (id: RequestId, { position, result }: Answered): string =>
  frameJson({ type: 'result', id, position, result })

const listJson = (updates: ReadonlyArray<Pick<LiveUpdate, 'json'>>): string => {
  let json = ''
  for (const update of updates) json = json === '' ? update.json : `${json},${update.json}`
  return `[${json}]`
}

const updatesJson = (updates: ReadonlyArray<LiveUpdate>): string =>
  `{"type":"updates","updates":${listJson(updates)}}`

/** What people say of themselves. */
export const peopleJson = (updates: ReadonlyArray<PersonUpdate>): string =>
  `{"type":"people","updates":${listJson(updates)}}`

/**
 * Updates that go out together, in as many frames as it takes for none to have more than `most` characters of them but
 * with one update alone.
 */
export const updatesFrames = (updates: ReadonlyArray<LiveUpdate>, most: number): ReadonlyArray<string> => {
  const frames: Array<string> = []
  let run: Array<LiveUpdate> = []
  let characters = 0
  for (const update of updates) {
    if (run.length > 0 && characters + update.json.length > most) {
      frames.push(updatesJson(run))
      run = []
      characters = 0
    }
    run.push(update)
    characters += update.json.length
  }
  if (run.length > 0) frames.push(updatesJson(run))
  return frames
}

/** What came after the revision that a client has, up to another. */
export const deltaJson = (
  channelId: ChannelId,
  { revision, updates }: Pick<Extract<Begun, { _tag: 'delta' }>, 'revision' | 'updates'>,
  online: ReadonlyArray<UserId>,
): string =>
  `{"_tag":"delta","channelId":"${channelId}","revision":${revision},"updates":${listJson(updates)},"online":${JSON.stringify(online)}}`

/** A snapshot but for who is there, which `withOnline` adds. */
export const snapshotJson = (
  channelId: ChannelId,
  { revision, conversation, messages, more }: Extract<Begun, { _tag: 'snapshot' }>['snapshot'],
): string => JSON.stringify({ _tag: 'snapshot', channelId, revision, conversation, messages, more })

export const withOnline = (snapshot: string, online: ReadonlyArray<UserId>): string =>
  `${snapshot.slice(0, -1)},"online":${JSON.stringify(online)}}`

export const notWatchedJson = (channelId: ChannelId, rejection: Rejection): string =>
  JSON.stringify({ _tag: 'rejected', channelId, rejection })

/** Channels that are watched from now on, before the rest of their answer. */
export const watchedJson = (channels: ReadonlyArray<string>): string =>
  `{"type":"watched","channels":[${channels.join(',')}]}`

export const subscribedJson = (id: RequestId, channels: ReadonlyArray<string>): string =>
  `{"type":"subscribed","id":${id},"channels":[${channels.join(',')}]}`
