import type { IncomingMessage, ServerResponse } from 'node:http'
import { certain, TenantId, TypedUserId } from '@parley/domain'
import { isOwnName, issueDevelopmentToken } from '@parley/auth'
import { firstFieldError } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { answerJson, answerProblem } from './answers.ts'
import { hostName, isLoopback } from './loopback.ts'
import { readJson } from './read-body.ts'

const Wish = t.strict({ name: TypedUserId }, 'Wish')

const tenantId = certain(TenantId, 'default')

/** The most bytes of a request. */
const most = 4_096

/**
 * Hands out a token for a name, to whoever is at this machine. A page from elsewhere must not get one: neither by a
 * name of its own that leads to this machine (its `Host` is not a loopback name), nor across origins (it may not
 * send JSON there unasked, and its `Origin` is another).
 */
export const developmentToken =
  (secret: string) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isFromHere(request))
      return answerProblem(response, 403, 'Development tokens are for pages of this machine.')
    if (request.headers['content-type']?.split(';', 1)[0]?.trim() !== 'application/json')
      return answerProblem(response, 415, 'The body has to be application/json.')
    const body = await readJson(request, most)
    if (E.isLeft(body) && body.left === 'too large')
      return answerProblem(response, 413, `The body has more than ${most} bytes.`)
    if (E.isLeft(body)) return answerProblem(response, 400, 'The body is not JSON.')
    const wish = Wish.decode(body.right)
    if (E.isLeft(wish)) {
      const { path, expected } = firstFieldError(wish.left)
      return answerProblem(response, 400, `${path === '' ? 'The body' : path} has to be a ${expected}.`, {
        path,
        expected,
      })
    }
    const userId = wish.right.name
    if (isOwnName(userId))
      return answerProblem(response, 400, 'Names that begin with parley: are the engine’s own.', {
        path: 'name',
        expected: 'a name that does not begin with parley:',
      })
    const token = await issueDevelopmentToken(secret, { tenantId, userId })
    answerJson(response, 200, { token, userId, tenantId })
  }

const isFromHere = ({ headers, socket }: IncomingMessage): boolean => {
  const { host = '', origin } = headers
  const peer = socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
  const isOwnPage =
    origin === undefined || (URL.canParse(origin) && new URL(origin).host === host.toLowerCase())
  return isLoopback(hostName(host)) && isLoopback(peer) && isOwnPage
}
