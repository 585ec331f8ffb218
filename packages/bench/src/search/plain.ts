import { quoted } from '@parley/projection'
import { ownGeneration } from '@parley/projector'
import type { Pool } from 'pg'
import { reader } from '../growth/histories.ts'
import { tenantId } from '../measure/giving.ts'

/** What one would write who has messages and memberships in Postgres, and no search. */
export interface Plain {
  /** By words, with a `tsvector` of them. */
  readonly byWords: (text: string) => Promise<number>
  /** By any part of the text, with the index of `pg_trgm`. */
  readonly byParts: (text: string) => Promise<number>
}

const limit = 20

/** Lays a table of texts out beside the read models, with both indexes. */
export const plainSearch = async (pool: Pool): Promise<Plain> => {
  const { schema } = ownGeneration()
  const [messages, members] = ['messages', 'members'].map((name) => `${quoted(schema)}.${quoted(name)}`)
  await pool.query('create extension if not exists pg_trgm schema public')
  await pool.query(`create table public.plain as select message_id, tenant_id, channel_id, sent_at,
    body->>'text' as text, to_tsvector('simple', body->>'text') as words from ${messages}`)
  await pool.query(`set maintenance_work_mem = '256MB'`)
  await pool.query('create index on public.plain using gin (words)')
  await pool.query('create index on public.plain using gin (text public.gin_trgm_ops)')
  await pool.query('create index on public.plain (sent_at desc)')
  await pool.query('vacuum analyze public.plain')
  const ask = async (condition: string, text: string): Promise<number> => {
    const { rows } = await pool.query(
      `select p.message_id, p.text from public.plain p
       join ${members} m on m.tenant_id = p.tenant_id and m.channel_id = p.channel_id
       where m.tenant_id = $2 and m.user_id = $3 and ${condition} order by p.sent_at desc limit ${limit}`,
      [text, tenantId, reader],
    )
    return rows.length
  }
  return {
    byWords: (text) => ask(`p.words @@ plainto_tsquery('simple', $1)`, text),
    byParts: (text) => ask(`p.text ilike '%' || $1 || '%'`, text),
  }
}
