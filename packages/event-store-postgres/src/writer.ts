import { connected } from '@parley/postgres'
import pg from 'pg'
import type { QueryArrayConfig } from 'pg'
import { isInDoubt } from './failures.ts'

/** What sending a statement came to. */
export type Sent =
  | { readonly _tag: 'answered'; readonly row: unknown }
  /** There is no connection: nothing was sent. */
  | { readonly _tag: 'unsent'; readonly error: unknown }
  /** It was sent, and failed or was cut off. */
  | { readonly _tag: 'failed'; readonly error: unknown }

/** The one connection that writes; it is made when it is needed, and again when it was lost. */
export interface Writer {
  /** The first column of the first row that a statement gives. It is sent at once, behind those not yet answered. */
  readonly send: (statement: QueryArrayConfig) => Promise<Sent>
  /** Ends the connection. Statements under way fail. */
  readonly close: () => Promise<void>
}

export const writerTo = (config: pg.ClientConfig): Writer => {
  let current: pg.Client | undefined
  let made: Promise<pg.Client> | undefined
  /** The one that is being made. */
  let connecting: pg.Client | undefined
  let closed = false
  let unanswered = 0

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...config, pipeline: true })
    const forget = (): void => {
      if (current === client) current = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    connecting = client
    try {
      await connected(client)
      if (closed) throw new Error('the store is closed')
    } catch (error) {
      client.end().catch(() => {})
      throw error
    } finally {
      connecting = undefined
    }
    current = client
    return client
  }

  // Two statements that find no connection wait for the same.
  const connection = async (): Promise<pg.Client> => {
    if (current !== undefined) return current
    made ??= connect().finally(() => {
      made = undefined
    })
    return made
  }

  return {
    send: async (statement) => {
      let client
      try {
        client = await connection()
      } catch (error) {
        return { _tag: 'unsent', error }
      }
      try {
        unanswered += 1
        const { rows } = await client.query<Array<unknown>>(statement)
        return { _tag: 'answered', row: rows[0]?.[0] }
      } catch (error) {
        // Whatever still runs on a connection that gave no answer is none of the next statement's.
        if (isInDoubt(error)) {
          if (current === client) current = undefined
          client.end().catch(() => {})
        }
        return { _tag: 'failed', error }
      } finally {
        unanswered -= 1
      }
    },
    close: async () => {
      closed = true
      connecting?.end().catch(() => {})
      // The driver's own end waits for what is under way.
      if (unanswered > 0) current?.connection.stream.destroy()
      await current?.end().catch(() => {})
    },
  }
}
