import type { EngineOptions } from '../engine.ts'
import { certain, type Command, Position, Revision } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'

type Commands = EngineOptions['commands']

/** What a command service gives for a command. */
export type Outcome = Awaited<ReturnType<ReturnType<Commands['execute']>>>

/** Accepted, with one event at a position. */
export const acceptedAt = (position: number): Outcome =>
  E.right({
    revision: certain(Revision, position),
    position: certain(Position, position),
    events: 1,
    result: {},
  })

/** Commands that are answered when a test says so; by themselves where `answer` is given. */
export interface FakeCommands extends Commands {
  readonly asked: Array<{
    readonly command: Command
    readonly answer: (outcome: Outcome) => void
  }>
}

export const fakeCommands = (answer?: (command: Command) => Outcome): FakeCommands => {
  const asked: FakeCommands['asked'] = []
  const ask = (command: Command) => () => {
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    asked.push({ command, answer: resolve })
    if (answer !== undefined) resolve(answer(command))
    return promise
  }
  return { asked, execute: ask }
}
