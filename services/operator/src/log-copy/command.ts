import { streamPrefixes } from '@parley/domain'
import { copyLog, explainCopyError } from '@parley/log-copy'
import * as E from 'fp-ts/lib/Either.js'
import { type OpenedLog, openSide } from './open-side.ts'
import { progressOn } from './progress.ts'

/** `parley log copy FROM TO`: copies a log from one store to another. Gives the exit code. */
export const copyLogCommand = async (
  from: string,
  to: string,
  options: { readonly all?: boolean },
): Promise<number> => {
  if (from === to) return fail('FROM and TO are the same place')
  const opened: Array<OpenedLog> = []
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const progress = progressOn(process.stderr)
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    for (const [called, address] of [
      ['FROM', from],
      ['TO', to],
    ] as const) {
      const log = await openSide(called, address, process.env, (line) => console.error(line))
      if (E.isLeft(log)) return fail(log.left)
      opened.push(log.right)
    }
    const [source, target] = opened
    if (source === undefined || target === undefined) return fail('nothing was opened')
    const copied = await copyLog(source.store, target.store, {
      progress,
      stop: stopping.signal,
      ...(options.all === true ? {} : { filter: { streamPrefixes } }),
    })
    progress.end()
    if (E.isLeft(copied)) return fail(`${explainCopyError(copied.left)}. ${advice(copied.left._tag)}`)
    const { events, added, streams, outOfOrder, grew, digests, same } = copied.right
    console.log(`${events} events in ${streams} streams, ${added} added`)
    console.log(`${digests.source}  FROM\n${digests.target}  TO\n${same ? 'same' : 'not the same'}`)
    console.log('Positions and the times at which events were recorded are those of TO.')
    if (outOfOrder > 0) console.log(`${outOfOrder} appends come after later ones of other streams`)
    if (grew) console.log('FROM has gone on meanwhile: stop what writes to it and run this again')
    return same ? 0 : 1
  } catch (error) {
    return fail(String(error))
  } finally {
    progress.end()
    for (const log of opened) await log.close()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

const advice = (tag: string): string =>
  tag === 'Differs' || tag === 'Incomplete'
    ? 'It can not be copied there.'
    : 'Run it again to go on from there.'

const fail = (why: string): number => {
  console.error(why)
  return 1
}
