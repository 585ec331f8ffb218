import { actFor, type Actor, type Person, type Verifier } from '@parley/auth'
import { firstFieldError, Query, WireCommand } from '@parley/contract'
import type { Call, Engine } from '@parley/engine'
import * as E from 'fp-ts/lib/Either.js'

/** What somebody says at the door: a token, whom they act for, and what they ask: a command or a query. */
export interface Knock {
  readonly token: string
  readonly actAs?: string
  readonly path: '/commands' | '/queries'
  readonly body: unknown
  readonly address?: string
}

/** A whole door, as HTTP would have it: say who it is, decode, ask the engine, pass on what it says. */
export const tinyDoor =
  (engine: Engine, verifier: Verifier) =>
  async ({ token, actAs, path, body, address }: Knock): Promise<unknown> => {
    const verified = await verifier.verify(token)()
    if (E.isLeft(verified)) return verified.left
    const person = personOf(verified.right.actor, actAs)
    if (E.isLeft(person)) return person.left
    const call: Call = address === undefined ? {} : { address }
    switch (path) {
      case '/commands': {
        const command = WireCommand.decode(body)
        if (E.isLeft(command)) return { _tag: 'BadRequest', ...firstFieldError(command.left) }
        return E.toUnion(await engine.execute(person.right, command.right, call)())
      }
      case '/queries': {
        const query = Query.decode(body)
        if (E.isLeft(query)) return { _tag: 'BadRequest', ...firstFieldError(query.left) }
        return E.toUnion(await engine.ask(person.right, query.right, call)())
      }
      default:
        return path satisfies never
    }
  }

/** Whom a request is for. */
const personOf = (actor: Actor, actAs: string | undefined): E.Either<object, Person> => {
  if (actAs !== undefined) return actFor(actor, actAs)
  switch (actor.kind) {
    case 'person':
      return E.right(actor)
    case 'server':
      return E.left({ _tag: 'WhoFor' })
    default:
      return actor satisfies never
  }
}
