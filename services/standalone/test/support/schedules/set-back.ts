import type { ClientState } from '@parley/client'
import type { MemoryLog } from '@parley/event-store'
import type { Device } from './device.ts'

/** Has a log in memory end where it did at so many events, as one that was restored from a backup. */
export const setBack = (log: MemoryLog, events: number): void => {
  for (const lost of log.events.splice(events)) {
    const stream = log.streams.get(lost.stream)
    stream?.events.splice(lost.revision)
    stream?.byId.delete(lost.id)
    if (stream?.events.length === 0) log.streams.delete(lost.stream)
  }
  log.appended.wake()
}

/**
 * The last place, no later than one, at which a log can end so that every client finds out. A client names the newest
 * event that it has seen (SDK-80). What it has by pages and threads alone, which are as of the whole log, it may have as of
 * a later position: where just that is lost, it does not notice.
 */
export const whereAllCanTell = (devices: ReadonlyArray<Device>, end: number): number => {
  const all = devices.map(({ client }) => seenBy(client.state()))
  let at = end
  for (;;) {
    const early = all.filter(({ named, known }) => named <= at && known > at).map(({ named }) => named)
    if (early.length === 0) return at
    at = Math.max(0, Math.min(...early) - 1)
    if (at === 0) return at
  }
}

/** The position of the newest event that a client can name, and the latest one as of which it has anything. */
const seenBy = ({ conversations, timelines }: ClientState) => {
  const named = Math.max(0, ...[...conversations.values()].map(({ channel }) => channel.position))
  const rows = [...timelines.values()].flatMap(({ messages, threads }) => [
    ...messages,
    ...[...threads.values()].flatMap(({ parent, replies }) => [parent, ...replies]),
  ])
  return { named, known: Math.max(named, ...rows.map(({ asOf }) => asOf)) }
}
