import type { Client, ClientState } from '@parley/client'
import { isDeepStrictEqual } from 'node:util'
import { asFarAsKept } from './as-far-as-kept.ts'

type Shown = ReturnType<typeof shown>
export interface Both {
  readonly one: Shown
  readonly other: Shown
}
type Listed = ClientState['conversations'] extends ReadonlyMap<string, infer L> ? L : never
type Timeline = ClientState['timelines'] extends ReadonlyMap<string, infer T> ? T : never
type Message = Timeline['messages'][number]

const always = 0 as Message['asOf']
const message = (one: Message): Message => ({ ...one, asOf: always })
const conversation = (one: Listed): Listed => ({
  ...one,
  inboxPosition: always,
  lastMessage: one.lastMessage === null ? null : { ...one.lastMessage, asOf: always },
})
const timeline = ({ loaded, messages, more, later, seeking, threads, reopening }: Timeline) => ({
  loaded,
  messages: messages.map(message),
  more,
  later,
  seeking,
  reopening: [...reopening],
  threads: sorted(threads, ({ parent, replies }) => ({
    parent: message(parent),
    replies: replies.map(message),
  })),
})
const sorted = <A, B>(map: ReadonlyMap<string, A>, what: (value: A) => B): Readonly<Record<string, B>> =>
  Object.fromEntries(
    [...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, what(value)]),
  )

/** What a person sees of a client's state: all but when each part of it was read. */
export const shown = ({ status, conversations, timelines, pending }: ClientState) => ({
  status,
  pending,
  conversations: sorted(conversations, conversation),
  timelines: sorted(timelines, timeline),
})

/** What two clients show once it is the same, but for what a timeline lets go of; or else after so many milliseconds. */
export const sameShown = async (one: Client, other: Client, within = 60_000): Promise<Both> => {
  const both = (): Both => asFarAsKept({ one: shown(one.state()), other: shown(other.state()) })
  const { promise, resolve } = Promise.withResolvers<void>()
  const check = (): void => {
    const now = both()
    if (isDeepStrictEqual(now.one, now.other)) resolve()
  }
  const leaving = [one.subscribe(check), other.subscribe(check)]
  const givenUp = setTimeout(resolve, within)
  check()
  await promise
  clearTimeout(givenUp)
  for (const leave of leaving) leave()
  return both()
}
