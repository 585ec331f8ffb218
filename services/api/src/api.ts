import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Logger } from '@parley/runtime'
import { answerJson, answerProblem } from './answers.ts'
import { developmentToken } from './development-token.ts'
import { pageFiles } from './page-files.ts'

/** How the engine is. Whoever reaches it may read that: it names nobody, and nothing that somebody made. */
export interface Health {
  /** Whether this process can go on by itself. */
  readonly live: boolean
  /** Whether it serves: commands are taken, and what was said is seen soon. */
  readonly ready: boolean
  /** What is wrong, by name. */
  readonly wrong: ReadonlyArray<{ readonly name: string; readonly says: string; readonly since: string }>
  /** The state of each part, for people and monitors to read. */
  readonly parts: Readonly<Record<string, unknown>>
}

/** What is answered, and from where. */
export interface ApiOptions {
  readonly health: () => Health | Promise<Health>
  readonly log: Logger
  /**
   * Hands out tokens for any name, signed with this secret. Only for a server that listens on the loopback address
   * and has no real key; without it there is no such resource.
   */
  readonly developmentSecret?: string
  /** Answers what is for files; undefined where a request is for none of them. */
  readonly files?:
    | ((request: IncomingMessage, response: ServerResponse) => Promise<void> | undefined)
    | undefined
  /** The folder of the built page, with its `index.html`; without it there is none. */
  readonly page?: string
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** What HTTP answers beside the WebSocket: health, development tokens, files and the page. */
export const api = ({ health, log, developmentSecret, page, files: kept }: ApiOptions): RequestListener => {
  const routes = new Map<string, Handler>([
    ['GET /health', async (_, response) => answerHealth(response, await health())],
    ['GET /ready', async (_, response) => answerReady(response, await health())],
  ])
  if (developmentSecret !== undefined) routes.set('POST /dev/token', developmentToken(developmentSecret))
  const paths = new Set([...routes.keys()].map((route) => route.split(' ')[1]))
  const files = page === undefined ? undefined : pageFiles(page)

  const answer: Handler = (request, response) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const path = request.url?.split('?', 1)[0] ?? '/'
    const route = routes.get(`${method} ${path}`)
    if (route !== undefined) return route(request, response)
    if (paths.has(path)) return answerProblem(response, 405, `${request.method} is not for ${path}.`)
    const answering = path.startsWith('/files/') ? kept?.(request, response) : undefined
    if (answering !== undefined) return answering
    if (method === 'GET' && files?.(request, response) === true) return
    answerProblem(response, 404, 'There is nothing here.')
  }

  return (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff')
    const failed = (error: unknown): void => {
      log.error({ err: error, url: request.url }, 'a request was not answered')
      if (response.headersSent) response.destroy()
      else answerProblem(response, 500, 'The server failed.')
    }
    try {
      const answering = answer(request, response)
      if (answering !== undefined) answering.catch(failed)
    } catch (error) {
      failed(error)
    }
  }
}

const answerHealth = (response: ServerResponse, health: Health): void =>
  answerJson(response, health.live ? 200 : 503, { ok: health.wrong.length === 0, ...health })

const answerReady = (response: ServerResponse, { ready, wrong }: Health): void =>
  answerJson(response, ready ? 200 : 503, { ready, wrong })
