import type { Client, ClientState } from '@parley/client'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'

type Shown = ReturnType<typeof shown>
type Line = ClientState['conversations'] extends ReadonlyMap<string, infer L> ? L : never
type Timeline = ClientState['timelines'] extends ReadonlyMap<string, infer T> ? T : never
type Message = Timeline['messages'][number]

const message = ({ asOf: _, ...rest }: Message) => rest
const line = ({ inboxPosition: _, lastMessage, ...rest }: Line) => ({
  ...rest,
  lastMessage: lastMessage === null ? null : message(lastMessage),
})
const timeline = ({ loaded, messages, more, threads, reopening }: Timeline) => ({
  loaded,
  messages: messages.map(message),
  more,
  reopening: [...reopening],
  threads: sorted(threads, ({ parent, replies }) => ({
    parent: message(parent),
    replies: replies.map(message),
  })),
})
const sorted = <A, B>(map: ReadonlyMap<string, A>, what: (value: A) => B): Readonly<Record<string, B>> =>
  Object.fromEntries([...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, what(value)]))

/** What a person sees of a client's state: all but when each part of it was read. */
export const shown = ({ status, conversations, timelines, pending }: ClientState) => ({
  status,
  pending,
  conversations: sorted(conversations, line),
  timelines: sorted(timelines, timeline),
})

/** Resolves once two clients show the same; fails with where they differ after so many milliseconds without. */
export const sameShown = async (one: Client, other: Client, within = 10_000): Promise<Shown> => {
  const isSame = (): boolean => isDeepStrictEqual(shown(one.state()), shown(other.state()))
  const { promise, resolve } = Promise.withResolvers<void>()
  const check = (): void => {
    if (isSame()) resolve()
  }
  const leaving = [one.subscribe(check), other.subscribe(check)]
  const givenUp = setTimeout(resolve, within)
  check()
  await promise
  clearTimeout(givenUp)
  for (const leave of leaving) leave()
  expect(shown(one.state())).toEqual(shown(other.state()))
  return shown(one.state())
}
