import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Person, Verifier } from '@parley/auth'
import { type FileView, Query, type QueryOf } from '@parley/contract'
import type { Engine } from '@parley/engine'
import type { Position } from '@parley/domain'
import type { Clock, Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { answerFailure, answerJson, answerProblem } from './answers.ts'
import { callerOf } from './callers.ts'
import { sendFile } from './downloads.ts'
import { links } from './links.ts'
import { readLinksAsked } from './links-asked.ts'
import type { FileStore } from './store.ts'
import { sweeping } from './sweep.ts'
import { uploads } from './uploads.ts'

/** What the door to the bytes of files works on. */
export interface FileDoorOptions {
  readonly engine: Pick<Engine, 'ask' | 'files'>
  readonly verifier: Verifier
  readonly store: FileStore
  /** What links are signed by: the same for all who serve the store. */
  readonly secret: string
  readonly clock: Clock
  readonly log: Logger
  /** From which address somebody asks: it is counted with others from there. */
  readonly addressOf?: (request: IncomingMessage) => string
}

/** The door to the bytes of files. */
export interface FileDoor {
  /** Answers a request for a path that begins with `/files/`; undefined: it is for none of these. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> | undefined
  readonly close: () => Promise<void>
}

/** For how many milliseconds a link holds. */
const linkHolds = 5 * 60 * 1_000

const beforeAll = 0 as Position

/**
 * The bytes of files over HTTP: uploads that can be gone on with, downloads, and links for what a browser fetches by
 * itself. What a file is and who may read it, the engine says.
 *
 * @example
 * const files = fileDoor({ engine, verifier, store: folderStore(folder), secret: linkSecretIn(folder), clock, log })
 * createServer((request, response) => files.answer(request, response) ?? elsewhere(request, response))
 */
export const fileDoor = (options: FileDoorOptions): FileDoor => {
  const { engine, verifier, store, clock, log, addressOf } = options
  const signed = links(options.secret)
  const taking = uploads(options)
  const swept = sweeping({ engine, store, clock, log })

  /** The file that somebody asks for; undefined where there is none for them, which is then answered. */
  const viewFor = async (
    person: Person,
    query: QueryOf<'file'>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<FileView | undefined> => {
    const call = addressOf === undefined ? {} : { address: addressOf(request) }
    const answered = await engine.ask(person, query, call)()
    if (E.isRight(answered) && answered.right.result.type === 'file') return answered.right.result.file
    if (E.isLeft(answered)) answerFailure(response, answered.left)
    else answerProblem(response, 500, 'The server failed.')
    return undefined
  }

  const download = async (url: URL, fileId: string, request: IncomingMessage, response: ServerResponse) => {
    const link = url.searchParams.get('link')
    const read = link === null ? undefined : signed.read(fileId, link, clock.now())
    if (link !== null && read === undefined)
      return answerProblem(response, 403, 'The link is over, or is none. Ask for another.')
    const person = read?.person ?? (await callerOf(verifier, request, response))
    if (person === undefined) return
    const query = fileQuery(fileId, read?.atLeast ?? atLeastIn(url))
    if (query === undefined) return answerProblem(response, 404, 'There is no such file.')
    const view = await viewFor(person, query, request, response)
    if (view === undefined) return
    if (view.status !== 'uploaded') return answerProblem(response, 404, 'It is not uploaded yet.')
    const part = url.searchParams.get('part') === 'thumbnail' ? 'thumbnail' : 'content'
    await sendFile(store, { tenantId: person.tenantId, fileId: view.fileId }, view, part, request, response)
  }

  const upload = async (url: URL, fileId: string, request: IncomingMessage, response: ServerResponse) => {
    const person = await callerOf(verifier, request, response)
    if (person === undefined) return
    const query = fileQuery(fileId, atLeastIn(url))
    if (query === undefined) return answerProblem(response, 404, 'There is no such file.')
    const view = await viewFor(person, query, request, response)
    if (view === undefined) return
    if (view.uploaderId !== person.userId) return answerProblem(response, 404, 'There is no such file.')
    if (request.method === 'PATCH') return taking.patch(person, view, request, response)
    await taking.head({ tenantId: person.tenantId, fileId: view.fileId }, view, response)
  }

  const linksFor = async (request: IncomingMessage, response: ServerResponse) => {
    const person = await callerOf(verifier, request, response)
    if (person === undefined) return
    const asked = await readLinksAsked(request)
    if (E.isLeft(asked)) return answerProblem(response, 400, asked.left)
    const until = clock.now() + linkHolds
    const entries = asked.right.map(({ fileId, atLeast = beforeAll }): [string, string] => [
      fileId,
      `/files/${fileId}?link=${signed.sign(fileId, { person, until, atLeast })}`,
    ])
    answerJson(response, 200, { links: Object.fromEntries(entries), until: new Date(until).toISOString() })
  }

  const answer: FileDoor['answer'] = (request, response) => {
    const url = new URL(request.url ?? '/', 'http://here')
    const [, named] = /^\/files\/([^/]+)$/.exec(url.pathname) ?? []
    if (named === undefined) return undefined
    const { method } = request
    if (named === 'links') return method === 'POST' ? linksFor(request, response) : refused(request, response)
    if (method === 'GET') return download(url, named, request, response)
    if (method === 'PATCH' || method === 'HEAD') return upload(url, named, request, response)
    return refused(request, response)
  }
  return { answer, close: swept.close }
}

const refused = async (request: IncomingMessage, response: ServerResponse): Promise<void> =>
  answerProblem(response, 405, `${request.method} is not for this.`)

const atLeastIn = (url: URL): Position => Number(url.searchParams.get('atLeast') ?? 0) as Position

/** The question for a file; undefined where nothing is called so. */
const fileQuery = (fileId: string, atLeast: Position): QueryOf<'file'> | undefined => {
  const query = Query.decode({ type: 'file', fileId, atLeast })
  return E.isRight(query) && query.right.type === 'file' ? query.right : undefined
}
