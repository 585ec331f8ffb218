import type { QueryOf } from '@parley/contract'
import { type ChannelId, Timestamp, type UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { personName } from '../fields/takes.ts'

/** What somebody looks for, as the fields have it. */
export interface Sought {
  readonly text: string
  readonly channelId: ChannelId | null
  readonly sender: string
  /** Days, `2026-01-31`; empty where there is none. */
  readonly from: string
  readonly to: string
  readonly inThreads: boolean
}

export const nothingSought: Sought = {
  text: '',
  channelId: null,
  sender: '',
  from: '',
  to: '',
  inThreads: false,
}

/** The beginning of a day where one is, or of one so many days later. */
const beginningOf = (day: string, later: number): Timestamp | undefined => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = new Date(year, month - 1, date + later)
  if (day === '' || Number.isNaN(at.getTime())) return undefined
  return E.getOrElse((): Timestamp | undefined => undefined)(Timestamp.decode(at.toISOString()))
}

const given = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>
  }

/** The question for it; null where there is nothing to look for, or nobody of that name. */
export const askedOf = ({
  text,
  channelId,
  sender,
  from,
  to,
  inThreads,
}: Sought): QueryOf<'search'> | null => {
  const name = sender.trim()
  const senderId: UserId | null = name === '' ? null : personName.read(name)
  if (text.trim() === '' || (name !== '' && senderId === null)) return null
  const filters = given({
    channelId: channelId ?? undefined,
    senderId: senderId ?? undefined,
    since: beginningOf(from, 0),
    until: beginningOf(to, 1),
    inThreads: inThreads ? (true as const) : undefined,
  })
  return { type: 'search', text: text.trim(), ...filters }
}
