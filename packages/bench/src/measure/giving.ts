import {
  certain,
  CommandId,
  commandFrom,
  type DomainEvent,
  type Rejection,
  TenantId,
  timestampOf,
  type UserId,
  WireCommand,
} from '@parley/domain'
import { emptyWorld, submit } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'

export const tenantId = certain(TenantId, 'default')
const began = Date.UTC(2026, 0, 1)

/** Gives a command under a name of its own: what it comes to. */
export type Give = (
  by: UserId,
  wire: Readonly<Record<string, unknown>>,
) => E.Either<Rejection, ReadonlyArray<DomainEvent>>

/** Gives commands to a world that nothing has happened in yet, a quarter of a second after one another. */
export const giving = (): Give => {
  const world = emptyWorld()
  let given = 0
  return (by, wire) => {
    const name = certain(CommandId, `command-${given}`)
    const at = timestampOf(new Date(began + given * 250))
    given += 1
    const named = wire['type'] === 'SendMessage' ? { clientMessageId: name } : { commandId: name }
    const outcome = submit(
      world,
      commandFrom({ tenantId, by, at }, certain(WireCommand, { ...wire, ...named })),
    )
    world.events.length = 0
    return outcome
  }
}
