import * as E from 'fp-ts/lib/Either.js'
import type { Actor, Person, Server } from './actor.ts'
import type { Scope } from './scope.ts'
import { isOwnName, Subject } from './subject.ts'

/** Whoever asks is not allowed to: it takes a server with this scope. */
export interface ScopeMissing {
  readonly _tag: 'ScopeMissing'
  readonly scope: Scope
}

/** This can't be the name of a person. */
export interface NoPersonsName {
  readonly _tag: 'NoPersonsName'
  readonly expected: string
}

/** Whoever asks, as a server with a scope; people have none, whatever they are in their channels. */
export const serverWith = (actor: Actor, scope: Scope): E.Either<ScopeMissing, Server> => {
  switch (actor.kind) {
    case 'server':
      return actor.scopes.has(scope) ? E.right(actor) : E.left({ _tag: 'ScopeMissing', scope })
    case 'person':
      return E.left({ _tag: 'ScopeMissing', scope })
    default:
      return actor satisfies never
  }
}

/**
 * A person for whom a server acts, which takes the scope `act-as`. It is one of the server's own tenant: there is no way
 * to name another. The name may come from outside, and has to be spelled as in a token.
 *
 * @param as Whether they are a guest of the tenant, which their own token would say.
 *
 * @example
 * const ada = actFor(server, 'ada')
 * if (E.isRight(ada)) await engine.execute(ada.right, command)()
 */
export const actFor = (
  actor: Actor,
  name: string,
  as: Pick<Person, 'guest'> = {},
): E.Either<ScopeMissing | NoPersonsName, Person> => {
  const server = serverWith(actor, 'act-as')
  if (E.isLeft(server)) return server
  const { tenantId, serverId } = server.right
  if (!Subject.is(name)) return E.left({ _tag: 'NoPersonsName', expected: Subject.name })
  if (isOwnName(name))
    return E.left({ _tag: 'NoPersonsName', expected: 'a name that does not begin with parley:' })
  return E.right({ kind: 'person', tenantId, userId: name, server: serverId, ...as })
}
