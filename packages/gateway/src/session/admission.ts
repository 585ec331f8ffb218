import { chosenVersion, type LatestSeen, noCommonVersion, type Version, versions } from '@parley/contract'
import type { Position } from '@parley/domain'
import { type ClientFrame, type ProtocolError, type RequestId } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { type Actor, clockTolerance, type Person } from '@parley/auth'
import { closeCodes } from './close-codes.ts'
import { internalJson, rateLimitedJson } from './faults.ts'
import { errorJson, frameJson } from './frames.ts'
import type { SessionParts } from './parts.ts'

/** Who is let in, and for how long. */
export interface Admission {
  readonly authenticate: (frame: Extract<ClientFrame, { type: 'authenticate' }>) => void
  readonly end: () => void
}

interface Door {
  readonly close: (code: number, reason: string) => void
  readonly push: (frame: string) => void
  /**
   * Called once, with whose session it is, and up to which position of the log they have seen it; again where there was
   * no room for it. Gives the wait for that, or 0.
   */
  readonly admit: (person: Person, seenTo: Position) => number
}

/** Who is let in. */
interface Checked {
  readonly person: Person
  readonly expiresAt: number
  /** Whether the log has what they have seen of it. */
  readonly known: boolean
  /** The position of that, where the log has it. */
  readonly seenTo: Position
}

const nothing = 0 as Position

export const admission = (
  {
    verifier,
    engine,
    versionRefused,
    clock,
    limits,
    log,
  }: Pick<SessionParts, 'verifier' | 'engine' | 'versionRefused' | 'clock' | 'limits' | 'log'>,
  door: Door,
): Admission => {
  let whose: Person | undefined
  let version: Version = versions.to
  let verifying = false
  let ended = false
  let cancelTimer = clock.later(limits.authenticateWithin, () => door.close(...closeCodes.notInTime))

  const letIn = (id: RequestId, { person, expiresAt, known, seenTo }: Checked): void => {
    const { tenantId, userId } = person
    if (whose !== undefined && (whose.tenantId !== tenantId || whose.userId !== userId))
      return refuse(id, failed('the session is somebody else’s'))
    const wait = whose === undefined ? door.admit(person, seenTo) : 0
    if (wait > 0) {
      door.push(rateLimitedJson(id, wait))
      return door.close(...closeCodes.tooManySessions)
    }
    cancelTimer()
    const expiresIn = Math.max(expiresAt + clockTolerance * 1_000 - clock.now(), 0)
    cancelTimer = clock.later(expiresIn, () => door.close(...closeCodes.expired))
    whose = person
    door.push(frameJson({ type: 'authenticated', id, version, tenantId, userId, known, expiresIn }))
  }
  const refuse = (id: RequestId, error: ProtocolError): void => door.push(errorJson(id, error))
  const refuseVersion = (id: RequestId, reason: string): void => {
    versionRefused(reason)
    refuse(id, { _tag: 'UnsupportedVersion', supported: spoken, reason })
  }

  /** Whose the session is to be. Left: what they are told. */
  const check = async (
    token: string,
    latest: LatestSeen | undefined,
  ): Promise<E.Either<ProtocolError, Checked>> => {
    const verified = await verifier.verify(token)()
    if (E.isLeft(verified)) {
      if (verified.left._tag === 'AuthenticationFailed') return E.left(verified.left)
      log.warn({ cause: verified.left.cause }, 'the keys of tokens are not to be had')
      return E.left({ _tag: 'Unavailable' })
    }
    const { actor, expiresAt } = verified.right
    const person = personOf(actor)
    if (E.isLeft(person)) return person
    if (latest === undefined)
      return E.right({ person: person.right, expiresAt, known: true, seenTo: nothing })
    const known = await engine.isKnown(person.right, latest)()
    if (E.isLeft(known)) return known
    const seenTo = known.right ? latest.position : nothing
    return E.right({ person: person.right, expiresAt, known: known.right, seenTo })
  }

  const authenticate = async (
    id: RequestId,
    token: string,
    latest: LatestSeen | undefined,
  ): Promise<void> => {
    verifying = true
    try {
      const checked = await check(token, latest)
      verifying = false
      if (ended) return
      if (E.isLeft(checked)) return refuse(id, checked.left)
      letIn(id, checked.right)
    } catch (fault) {
      verifying = false
      door.push(internalJson(id, log, fault))
    }
  }

  return {
    authenticate: ({ id, version: named, token, latest }) => {
      const chosen = chosenVersion(named)
      if (chosen === undefined) return refuseVersion(id, noCommonVersion(named))
      if (verifying) return refuse(id, failed('another token is being verified'))
      version = chosen
      void authenticate(id, token, latest)
    },
    end: () => {
      ended = true
      cancelTimer()
    },
  }
}

/** The versions that this build speaks, one by one. */
const spoken: Array<Version> = Array.from(
  { length: versions.to - versions.from + 1 },
  (_, index) => versions.from + index,
)

const failed = (reason: string): ProtocolError => ({ _tag: 'AuthenticationFailed', reason })

/** Sessions are of people. */
const personOf = (actor: Actor): E.Either<ProtocolError, Person> => {
  switch (actor.kind) {
    case 'person':
      return E.right(actor)
    case 'server':
      return E.left(failed('the token is a server’s, and this door is for people'))
    default:
      return actor satisfies never
  }
}
