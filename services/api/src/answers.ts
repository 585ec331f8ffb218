import type { ServerResponse } from 'node:http'

/** Answers with JSON that nobody keeps. */
export const answerJson = (response: ServerResponse, status: number, body: object): void => {
  const text = `${JSON.stringify(body)}\n`
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  })
  response.end(text)
}

/** Answers with what is wrong, in a sentence; `more` may name the field. */
export const answerProblem = (
  response: ServerResponse,
  status: number,
  error: string,
  more: { readonly path?: string; readonly expected?: string } = {},
): void => answerJson(response, status, { error, ...more })
