import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Failure } from '@parley/engine'

type Headers = Readonly<Record<string, string>>

/** Answers with JSON that nobody keeps. */
export const answerJson = (
  response: ServerResponse,
  status: number,
  body: object,
  headers: Headers = {},
): void => {
  const text = `${JSON.stringify(body)}\n`
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...headers,
  })
  response.end(text)
}

/** Answers with what is wrong, in a sentence. */
export const answerProblem = (
  response: ServerResponse,
  status: number,
  error: string,
  headers: Headers = {},
): void => answerJson(response, status, { error }, headers)

/** Answers with why the engine did not do what it was asked. */
export const answerFailure = (response: ServerResponse, failure: Failure): void => {
  switch (failure._tag) {
    case 'Rejected':
      return answerJson(response, failure.rejection._tag === 'FileNotFound' ? 404 : 422, {
        error: sentenceOf(failure.rejection._tag),
        rejection: failure.rejection,
      })
    case 'RateLimited':
    case 'Overloaded':
      return answerProblem(response, 429, 'Too much was asked. Try again later.', {
        'Retry-After': String(Math.ceil(failure.retryAfter / 1_000)),
      })
    case 'Unavailable':
    case 'InDoubt':
      return answerProblem(response, 503, 'Try again later.')
    case 'CommandTooLarge':
    case 'StreamDeleted':
    case 'StreamCorrupt':
    case 'Internal':
      return answerProblem(response, 500, 'The server failed.')
    default:
      return failure satisfies never
  }
}

const sentenceOf = (tag: string): string =>
  tag === 'FileNotFound' ? 'There is no such file.' : 'That may not be.'

/** What a request says in a header, once. */
export const headerOf = ({ headers }: IncomingMessage, name: string): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? undefined : value
}
