import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Person, Verifier } from '@parley/auth'
import { answerProblem, headerOf } from './answers.ts'
import * as E from 'fp-ts/lib/Either.js'

/** Whose token a request brings; undefined where it brings none that is good, which is then answered. */
export const callerOf = async (
  verifier: Verifier,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Person | undefined> => {
  const token = /^Bearer (\S+)$/.exec(headerOf(request, 'authorization') ?? '')?.[1]
  if (token === undefined) {
    answerProblem(response, 401, 'It takes a token: Authorization: Bearer …', {
      'WWW-Authenticate': 'Bearer',
    })
    return undefined
  }
  const verified = await verifier.verify(token)()
  if (E.isLeft(verified)) {
    if (verified.left._tag === 'Unavailable') answerProblem(response, 503, 'Try again later.')
    else answerProblem(response, 401, `The token is not good: ${verified.left.reason}.`)
    return undefined
  }
  const { actor } = verified.right
  switch (actor.kind) {
    case 'person':
      return actor
    case 'server':
      answerProblem(response, 403, 'Files are of people: a server has none.')
      return undefined
    default:
      return actor satisfies never
  }
}
