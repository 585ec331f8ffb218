import type { FileId } from '@parley/domain'
import type { Client } from '../client.ts'
import type { Clock } from '../platform/clock.ts'
import type { FileRequest } from './file-request.ts'
import { latestSeen } from '../state/other-log.ts'

type Request = (path: string, init: FileRequest) => Promise<Response>

type TellLink = (link: string | null) => void

/** A link is asked for anew so many milliseconds after it came; the server lets it be good for some minutes. */
const keptFor = 4 * 60 * 1_000
/** The most files whose links are asked for together. */
const mostTogether = 100

/** Gives links to files: those that are asked for in a moment go together, and what came is kept for a while. */
export const links = (
  client: Pick<Client, 'state'>,
  request: Request,
  clock: Clock,
): ((fileId: FileId, anew: boolean) => Promise<string | null>) => {
  const kept = new Map<FileId, { readonly link: Promise<string | null>; readonly until: number }>()
  let waiting = new Map<FileId, Array<TellLink>>()

  const ask = async (those: ReadonlyMap<FileId, ReadonlyArray<TellLink>>): Promise<void> => {
    const found = await linksOf([...those.keys()]).catch(() => null)
    for (const [fileId, answers] of those) {
      const link = found?.[fileId]
      if (typeof link !== 'string') kept.delete(fileId)
      for (const answer of answers) answer(typeof link === 'string' ? link : null)
    }
  }
  const linksOf = async (
    fileIds: ReadonlyArray<FileId>,
  ): Promise<Readonly<Record<string, unknown>> | null> => {
    const atLeast = latestSeen(client.state())?.position
    const answer = await request('/files/links', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ fileIds, ...(atLeast === undefined ? {} : { atLeast }) }),
    })
    const said: unknown = answer.ok ? await answer.json() : null
    if (typeof said !== 'object' || said === null || !('links' in said)) return null
    return typeof said.links === 'object' && said.links !== null ? { ...said.links } : null
  }
  const askAll = (): void => {
    const those = waiting
    waiting = new Map()
    if (those.size > 0) void ask(those)
  }
  const next = (fileId: FileId): Promise<string | null> =>
    new Promise((resolve) => {
      const others = waiting.get(fileId)
      if (others !== undefined) return void others.push(resolve)
      waiting.set(fileId, [resolve])
      if (waiting.size === 1) queueMicrotask(askAll)
      if (waiting.size === mostTogether) askAll()
    })

  return (fileId, anew) => {
    const before = kept.get(fileId)
    if (!anew && before !== undefined && before.until > clock.now()) return before.link
    const link = next(fileId)
    kept.set(fileId, { link, until: clock.now() + keptFor })
    return link
  }
}
