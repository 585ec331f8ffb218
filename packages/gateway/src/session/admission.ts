import { type LatestSeen, protocolVersion } from '@parley/contract'
import { type ClientFrame, type ProtocolError, type RequestId } from '@parley/protocol'
import type { Unavailable } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Identity } from '@parley/auth'
import { clockTolerance } from '@parley/auth'
import { closeCodes } from './close-codes.ts'
import { internalJson, rateLimitedJson } from './faults.ts'
import { errorJson, frameJson } from './frames.ts'
import { isKnown } from './latest-seen.ts'
import type { SessionParts } from './parts.ts'

/** Who is let in, and for how long. */
export interface Admission {
  readonly authenticate: (frame: Extract<ClientFrame, { type: 'authenticate' }>) => void
  readonly end: () => void
}

interface Door {
  readonly close: (code: number, reason: string) => void
  readonly push: (frame: string) => void
  /** Called once, with whose session it is; again where there was no room for it. Gives the wait for that, or 0. */
  readonly admit: (identity: Identity) => number
}

export const admission = (
  {
    verifier,
    events,
    logWasSetBack,
    clock,
    limits,
    log,
  }: Pick<SessionParts, 'verifier' | 'events' | 'logWasSetBack' | 'clock' | 'limits' | 'log'>,
  door: Door,
): Admission => {
  let whose: Identity | undefined
  let verifying = false
  let ended = false
  let cancelTimer = clock.later(limits.authenticateWithin, () => door.close(...closeCodes.notInTime))

  const letIn = (id: RequestId, identity: Identity, known: boolean): void => {
    const { tenantId, userId, expiresAt } = identity
    if (whose !== undefined && (whose.tenantId !== tenantId || whose.userId !== userId))
      return refuse(id, failed('the session is somebody else’s'))
    const wait = whose === undefined ? door.admit(identity) : 0
    if (wait > 0) {
      door.push(rateLimitedJson(id, wait))
      return door.close(...closeCodes.tooManySessions)
    }
    cancelTimer()
    const expiresIn = Math.max(expiresAt + clockTolerance * 1_000 - clock.now(), 0)
    cancelTimer = clock.later(expiresIn, () => door.close(...closeCodes.expired))
    whose = identity
    const version = protocolVersion
    door.push(frameJson({ type: 'authenticated', id, version, tenantId, userId, known, expiresIn }))
  }
  const refuse = (id: RequestId, error: ProtocolError): void => door.push(errorJson(id, error))

  /** Whether the log has what a client has seen of it, which it need not say. */
  const knows = (
    identity: Identity,
    latest: LatestSeen | undefined,
  ): Promise<E.Either<Unavailable, boolean>> =>
    latest === undefined ? Promise.resolve(E.right(true)) : isKnown(events, identity.tenantId, latest)

  const verify = async (id: RequestId, token: string, latest: LatestSeen | undefined): Promise<void> => {
    verifying = true
    try {
      const outcome = await verifier.verify(token)()
      if (E.isRight(outcome)) {
        const known = await knows(outcome.right, latest)
        verifying = false
        if (ended) return
        if (E.isLeft(known)) return refuse(id, { _tag: 'Unavailable' })
        if (!known.right) logWasSetBack()
        return letIn(id, outcome.right, known.right)
      }
      verifying = false
      if (ended) return
      if (outcome.left._tag === 'AuthenticationFailed') return refuse(id, outcome.left)
      log.warn({ cause: outcome.left.cause }, 'the keys of tokens are not to be had')
      refuse(id, { _tag: 'Unavailable' })
    } catch (fault) {
      verifying = false
      door.push(internalJson(id, log, fault))
    }
  }

  return {
    authenticate: ({ id, version, token, latest }) => {
      if (version !== protocolVersion)
        refuse(id, { _tag: 'UnsupportedVersion', supported: [protocolVersion] })
      else if (verifying) refuse(id, failed('another token is being verified'))
      else void verify(id, token, latest)
    },
    end: () => {
      ended = true
      cancelTimer()
    },
  }
}

const failed = (reason: string): ProtocolError => ({ _tag: 'AuthenticationFailed', reason })
