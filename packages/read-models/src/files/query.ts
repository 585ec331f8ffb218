import { Amount, certain, type FileId, type TenantId } from '@parley/domain'
import { rowCodec } from '@parley/projection'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { Rejected } from '../queries/rejecting.ts'
import { type FilesRow, files as table } from './table.ts'
import { seesIt } from './sees-it.ts'

const FileFound = rowCodec(table)

const found = async (reading: Reading, tenantId: TenantId, fileId: FileId): Promise<FilesRow | undefined> => {
  const rows = await reading
    .withTables<{ files: FilesRow }>()
    .selectFrom('files')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('file_id', '=', fileId)
    .execute()
  return rowsAs(FileFound, rows)[0]
}

/** FILE-10: a file, for its uploader and for who sees it somewhere; to all others it is as if there were none. */
export const file: AnswerTo<'file'> = async (reading, schema, viewer, { type, fileId }) => {
  const row = await found(reading, viewer.tenantId, fileId)
  const isOwn = row?.uploader_id === viewer.userId
  if (
    row === undefined ||
    row.status === 'deleted' ||
    (!isOwn && (row.status === 'registered' || !(await seesIt(reading, schema, viewer, row))))
  )
    throw new Rejected({ _tag: 'FileNotFound', fileId })
  return {
    type,
    file: {
      fileId: row.file_id,
      uploaderId: row.uploader_id,
      fileType: row.file_type,
      name: row.name,
      extension: row.extension,
      size: certain(Amount, row.size),
      mimeType: row.mime_type,
      accessType: row.access_type,
      altText: row.alt_text,
      metadata: row.metadata,
      status: row.status,
      width: row.width,
      height: row.height,
      registeredAt: row.registered_at,
      uploadedAt: row.uploaded_at,
    },
  }
}
