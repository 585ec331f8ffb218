import { Position } from '@parley/domain'
import { connected } from '@parley/postgres'
import pg from 'pg'
import { failureOf } from './failures.ts'
import type { Failure } from './failures.ts'
import { CorruptRow } from './rows.ts'

export interface ListenerEvents {
  /** How far the log is known to reach. */
  readonly end: () => number
  /** The log reaches at least to this position. */
  readonly onEnd: (position: number) => void
  /** It listens: from now on no commit goes unnoticed. */
  readonly onListening: () => void
  /** It does not listen any more, or could not begin to. */
  readonly onLost: (failure: Failure) => void
}

export interface Listener {
  readonly close: () => Promise<void>
}

/**
 * Listens for commits of other processes on a connection of its own, and comes back by itself when that is lost.
 * Every so often it asks how far the log reaches, in case a notification got lost: that also finds a dead connection.
 */
export const listen = (
  settings: {
    readonly client: pg.ClientConfig
    readonly schema: string
    readonly pollInterval: number
    readonly writer: string
  },
  { end, onEnd, onListening, onLost }: ListenerEvents,
): Listener => {
  const { schema } = settings
  let closed = false
  let current: pg.Client | undefined
  let pause: { readonly timer: NodeJS.Timeout; readonly over: () => void } | undefined

  const rest = (milliseconds: number): Promise<void> =>
    new Promise((over) => {
      pause = { timer: setTimeout(over, milliseconds), over }
    })

  const askEnd = async (client: pg.Client): Promise<void> => {
    const known = end()
    const { rows } = await client.query<{ readonly position: string }>(
      `select position from ${schema}.head where one`,
    )
    const position = Number(rows[0]?.position)
    if (!Position.is(position)) throw new CorruptRow('the log has no head')
    // A restored copy or a standby that lacked commits: positions will be given out a second time.
    if (position < known)
      throw new CorruptRow(`the log ends at ${position}, and reached ${known} before`, known)
    onEnd(position)
  }

  // One life of the connection: resolves when it is lost.
  const live = async (): Promise<void> => {
    const client = new pg.Client({ ...settings.client, query_timeout: 10_000 })
    const lost = new Promise<unknown>((resolve) => {
      client.on('error', resolve)
      client.on('end', () => resolve(new Error('the connection ended')))
    })
    client.on('notification', ({ payload = '' }) => {
      const [writer, text = ''] = payload.split(' ')
      const position = Number.parseInt(text, 10)
      // What this process committed it knows already, with the events.
      if (writer !== settings.writer && Position.is(position)) onEnd(position)
    })
    current = client
    let poll: NodeJS.Timeout | undefined
    try {
      await connected(client)
      await client.query(`listen ${schema}`)
      await askEnd(client)
      if (closed) return
      onListening()
      const asking = new Promise<unknown>((resolve) => {
        poll = setInterval(() => {
          askEnd(client).catch(resolve)
        }, settings.pollInterval)
        poll.unref()
      })
      throw await Promise.race([lost, asking])
    } finally {
      clearInterval(poll)
      current = undefined
      client.end().catch(() => {})
    }
  }

  const run = async (): Promise<void> => {
    for (let wait = 50; !closed; wait = Math.min(wait * 2, 5000)) {
      const started = performance.now()
      try {
        await live()
      } catch (error) {
        if (!closed) onLost(failureOf(error))
      }
      // It worked for a while: what is lost now is a new matter.
      if (performance.now() - started > 5000) wait = 50
      if (!closed) await rest(wait)
    }
  }
  const running = run()

  return {
    close: async () => {
      closed = true
      if (pause !== undefined) {
        clearTimeout(pause.timer)
        pause.over()
      }
      current?.end().catch(() => {})
      await running
    },
  }
}
