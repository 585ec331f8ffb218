import type { FileStatus, Timestamp } from '@parley/domain'
import { sql } from 'kysely'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { Viewer } from '../queries/queries.ts'
import { NamedFile, Registered } from './named.ts'

const deleted: FileStatus = 'deleted'

/** FILE-3: what somebody registered after a moment, whatever became of it. */
export const registeredSince = async (
  reading: Reading,
  schema: string,
  { tenantId, userId }: Viewer,
  since: Timestamp,
): Promise<Registered> => {
  const { rows } = await sql`
    select count(*)::int as files, coalesce(sum(size), 0)::float8 as bytes
    from ${sql.id(schema, 'files')}
    where tenant_id = ${tenantId} and uploader_id = ${userId} and registered_at > ${since}`.execute(reading)
  return rowsAs(Registered, rows)[0] ?? { files: 0, bytes: 0 }
}

/**
 * FILE-20: files that were registered before a moment and not uploaded, and those uploaded before it that no message
 * names, but for those that are everybody's; of any tenant, the oldest first.
 */
export const unreferred = async (
  reading: Reading,
  schema: string,
  before: Timestamp,
  most: number,
): Promise<ReadonlyArray<NamedFile>> => {
  const { rows } = await sql`
    select f.tenant_id as "tenantId", f.file_id as "fileId"
    from ${sql.id(schema, 'files')} f
    where f.registered_at < ${before} and f.status <> ${deleted}
      and (f.access_type = 'network' or f.uploaded_at is null)
      and (f.uploaded_at is null or f.uploaded_at < ${before})
      and not exists (
        select 1 from ${sql.id(schema, 'file_references')} r
        join ${sql.id(schema, 'messages')} m on m.message_id = r.message_id and m.deleted_at is null
        where r.tenant_id = f.tenant_id and r.file_id = f.file_id)
    order by f.registered_at
    limit ${most}`.execute(reading)
  return rowsAs(NamedFile, rows)
}

/** Those of these files that stand. */
export const notDeletedAmong = async (
  reading: Reading,
  schema: string,
  files: ReadonlyArray<NamedFile>,
): Promise<ReadonlyArray<NamedFile>> => {
  const tenants = files.map(({ tenantId }) => tenantId)
  const fileIds = files.map(({ fileId }) => fileId)
  const { rows } = await sql`
    select f.tenant_id as "tenantId", f.file_id as "fileId"
    from unnest(${tenants}::text[], ${fileIds}::text[]) as q (tenant_id, file_id)
    join ${sql.id(schema, 'files')} f on f.tenant_id = q.tenant_id and f.file_id = q.file_id
    where f.status <> ${deleted}`.execute(reading)
  return rowsAs(NamedFile, rows)
}
