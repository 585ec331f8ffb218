import { chosenVersion, noCommonVersion, type Version, versions } from '@parley/contract'
import type { Position } from '@parley/domain'
import type { ActingFor, ClientFrame, ProtocolError, RequestId } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { actFor, type Actor, clockTolerance, type Person } from '@parley/auth'
import { closeCodes } from './close-codes.ts'
import { internalJson, rateLimitedJson } from './faults.ts'
import { errorJson, frameJson } from './frames.ts'
import type { SessionParts } from './parts.ts'

type Authenticate = Extract<ClientFrame, { type: 'authenticate' }>

interface Door {
  readonly close: (code: number, reason: string) => void
  readonly push: (frame: string) => void
  /**
   * Called once, with whose session it is, and up to which position of the log they have seen it; again where there was
   * no room for it. Gives the wait for that, or 0.
   */
  readonly admit: (person: Person, seenTo: Position) => number
  /** The session ends in so many milliseconds, unless somebody is let in again. */
  readonly endsIn: (milliseconds: number) => void
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

type Parts = Pick<SessionParts, 'verifier' | 'engine' | 'versionRefused' | 'clock' | 'log'>

/** Who is let in to one session, and for how long. */
export class Admission {
  readonly #parts: Parts
  readonly #door: Door
  #whose: Person | undefined
  #version: Version = versions.to
  #verifying = false
  #ended = false

  constructor(parts: Parts, door: Door) {
    this.#parts = parts
    this.#door = door
  }

  authenticate(frame: Authenticate): void {
    const { id, version } = frame
    const chosen = chosenVersion(version)
    if (chosen === undefined) return this.#refuseVersion(id, noCommonVersion(version))
    if (this.#verifying) return this.#refuse(id, failed('another token is being verified'))
    this.#version = chosen
    void this.#authenticate(frame)
  }

  end(): void {
    this.#ended = true
  }

  async #authenticate({ id, ...frame }: Authenticate): Promise<void> {
    this.#verifying = true
    try {
      const checked = await this.#check(frame)
      this.#verifying = false
      if (this.#ended) return
      if (E.isLeft(checked)) return this.#refuse(id, checked.left)
      this.#letIn(id, checked.right)
    } catch (fault) {
      this.#verifying = false
      this.#door.push(internalJson(id, this.#parts.log, fault))
    }
  }

  /** Whose the session is to be. Left: what they are told. */
  async #check({
    token,
    latest,
    actFor: named,
  }: Omit<Authenticate, 'id'>): Promise<E.Either<ProtocolError, Checked>> {
    const { verifier, engine, log } = this.#parts
    const verified = await verifier.verify(token)()
    if (E.isLeft(verified)) {
      if (verified.left._tag === 'AuthenticationFailed') return E.left(verified.left)
      log.warn({ cause: verified.left.cause }, 'the keys of tokens are not to be had')
      return E.left({ _tag: 'Unavailable' })
    }
    const { actor, expiresAt } = verified.right
    const person = personOf(actor, named)
    if (E.isLeft(person)) return person
    if (latest === undefined)
      return E.right({ person: person.right, expiresAt, known: true, seenTo: nothing })
    const known = await engine.isKnown(person.right, latest)()
    if (E.isLeft(known)) return known
    const seenTo = known.right ? latest.position : nothing
    return E.right({ person: person.right, expiresAt, known: known.right, seenTo })
  }

  #letIn(id: RequestId, { person, expiresAt, known, seenTo }: Checked): void {
    const { tenantId, userId, guest, server } = person
    const whose = this.#whose
    if (whose !== undefined && whose.guest !== guest)
      return this.#refuse(id, failed('the session is of what they were before: guests begin another'))
    if (
      whose !== undefined &&
      (whose.tenantId !== tenantId || whose.userId !== userId || whose.server !== server)
    )
      return this.#refuse(id, failed('the session is somebody else’s'))
    const wait = whose === undefined ? this.#door.admit(person, seenTo) : 0
    if (wait > 0) {
      this.#door.push(rateLimitedJson(id, wait))
      return this.#door.close(...closeCodes.tooManySessions)
    }
    const expiresIn = Math.max(expiresAt + clockTolerance * 1_000 - this.#parts.clock.now(), 0)
    this.#door.endsIn(expiresIn)
    this.#whose = person
    const version = this.#version
    this.#door.push(frameJson({ type: 'authenticated', id, version, tenantId, userId, known, expiresIn }))
  }

  #refuse(id: RequestId, error: ProtocolError): void {
    this.#door.push(errorJson(id, error))
  }

  #refuseVersion(id: RequestId, reason: string): void {
    this.#parts.versionRefused(reason)
    this.#refuse(id, { _tag: 'UnsupportedVersion', supported: spoken, reason })
  }
}

/** The versions that this build speaks, one by one. */
const spoken: Array<Version> = Array.from(
  { length: versions.to - versions.from + 1 },
  (_, index) => versions.from + index,
)

const failed = (reason: string): ProtocolError => ({ _tag: 'AuthenticationFailed', reason })

/** Sessions are of people: who come themselves, or for whom a server acts that is allowed to. */
const personOf = (actor: Actor, named: ActingFor | undefined): E.Either<ProtocolError, Person> => {
  switch (actor.kind) {
    case 'person':
      return named === undefined ? E.right(actor) : E.left(failed('a person acts for nobody but themselves'))
    case 'server':
      return named === undefined
        ? E.left(failed('the token is a server’s: it is to name the person for whom it acts (actFor)'))
        : personFor(actor, named)
    default:
      return actor satisfies never
  }
}

const personFor = (actor: Actor, { userId, guest }: ActingFor): E.Either<ProtocolError, Person> => {
  const person = actFor(actor, userId, guest === true ? { guest } : {})
  if (E.isRight(person)) return person
  const { left } = person
  switch (left._tag) {
    case 'ScopeMissing':
      return E.left(failed(`the server’s token has not the scope ${left.scope}`))
    case 'NoPersonsName':
      return E.left(failed(`actFor.userId: ${left.expected} expected`))
    default:
      return left satisfies never
  }
}
