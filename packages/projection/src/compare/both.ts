import { setTimeout as pause } from 'node:timers/promises'
import type { Position } from '@parley/domain'
import type { Pool, PoolClient } from 'pg'
import { holdCheckpoint, readCheckpoint } from '../generation/checkpoint.ts'

/** Where two generations stand, the first that was named first. */
export type Positions = readonly [Position, Position]

/** Brings a generation from one position to a later one, in a transaction that has its checkpoint's row locked. */
export type Level = (client: PoolClient, schema: string, from: Position, to: Position) => Promise<void>

export interface BothOptions {
  /** Milliseconds for which it is tried to have both at one position. */
  readonly within?: number
  /** Brings up the one that is behind; it is waited for where absent, or where it throws `CantLevel`. */
  readonly level?: Level
}

/** This generation is not made by what would bring it up. */
export class CantLevel extends Error {}

/**
 * Holds the one that is behind, too, once it was brought up. Gives what does so from then on: nothing where that
 * generation is not made by it, and has to come by itself.
 */
const bringUp = async (
  client: PoolClient,
  schema: string,
  to: Position,
  level: Level | undefined,
): Promise<Level | undefined> => {
  await client.query('begin')
  const from = await holdCheckpoint(client, schema)
  if (from >= to || level === undefined) return level
  try {
    await level(client, schema, from, to)
    // Others are to see it there. Whoever waited for the row meant to go on from where it was, and does nothing now.
    await client.query('commit')
    await client.query('begin')
    await holdCheckpoint(client, schema)
    return level
  } catch (error) {
    if (error instanceof CantLevel) return undefined
    throw error
  }
}

/**
 * Runs `work` in a transaction in which both generations stand still, at one position where that can be had within
 * the time; what is projected goes on meanwhile. Both are held for some milliseconds until it has begun.
 */
export const inBoth = async <A>(
  pool: Pool,
  schemas: readonly [string, string],
  work: (client: PoolClient, positions: Positions) => Promise<A>,
  { within = 10_000, level: given }: BothOptions = {},
): Promise<A> => {
  const clients = [await pool.connect(), await pool.connect(), await pool.connect()] as const
  const [first, second, reading] = clients
  const where = async (client: PoolClient): Promise<Positions> => [
    await readCheckpoint(client, schemas[0]),
    await readCheckpoint(client, schemas[1]),
  ]
  const until = performance.now() + within
  let level = given
  try {
    for (;;) {
      const at = await where(first)
      const [ahead, behind] = at[0] >= at[1] ? schemas : [schemas[1], schemas[0]]
      await first.query('begin')
      level = await bringUp(second, behind, await holdCheckpoint(first, ahead), level)
      await reading.query('begin isolation level repeatable read')
      const positions = await where(reading)
      await first.query('commit')
      await second.query('commit')
      if (positions[0] === positions[1] || performance.now() > until) {
        const result = await work(reading, positions)
        await reading.query('commit')
        return result
      }
      await reading.query('rollback')
      await pause(Math.random() * 20)
    }
  } finally {
    // Whatever is open ends with the connection.
    for (const client of clients) client.release(true)
  }
}
