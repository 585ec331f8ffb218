import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import pg from 'pg'

/** A connection that asks no more once a question had no answer, and is closed when it is given back. */
class Leaving implements PostgresPoolClient {
  readonly #client: PostgresPoolClient
  #silence: Error | undefined

  constructor(client: PostgresPoolClient) {
    this.#client = client
  }

  query<R>(sql: string, parameters: ReadonlyArray<unknown>): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query<R>(
    asked: string | PostgresCursor<R>,
    parameters: ReadonlyArray<unknown> = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    return typeof asked === 'string' ? this.#ask(asked, parameters) : this.#client.query(asked)
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#silence !== undefined)
  }

  async #ask<R>(sql: string, parameters: ReadonlyArray<unknown>): Promise<PostgresQueryResult<R>> {
    // A rollback, for instance, which would wait behind the question for as long again.
    if (this.#silence !== undefined) throw this.#silence
    try {
      return await this.#client.query<R>(sql, parameters)
    } catch (error) {
      // What the server itself says is an answer.
      if (!(error instanceof pg.DatabaseError))
        this.#silence = error instanceof Error ? error : new Error(String(error))
      throw error
    }
  }
}

/** A pool whose connections do not come back to it after a question without an answer, as kysely would have them. */
export const leavingSilence = (pool: PostgresPool): PostgresPool => ({
  options: pool.options,
  connect: async () => new Leaving(await pool.connect()),
  end: () => pool.end(),
})
