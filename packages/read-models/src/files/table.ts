import {
  AccessType,
  AltText,
  Amount,
  Digest,
  Extension,
  FileId,
  FileSize,
  FileStatus,
  FileType,
  Label,
  Metadata,
  MimeType,
  orNull,
  Position,
  Revision,
  TenantId,
  Timestamp,
  UserId,
} from '@parley/domain'
import { column, table } from '@parley/projection'
import type { Row } from '@parley/projection'

/** Files, deleted ones too, each with how far its stream has been projected. */
export const files = table({
  name: 'files',
  columns: {
    tenant_id: column('text', TenantId),
    file_id: column('text', FileId),
    uploader_id: column('text', UserId),
    file_type: column('text', FileType),
    name: column('text', Label),
    extension: column('text', Extension),
    size: column('bigint', FileSize),
    mime_type: column('text', MimeType),
    access_type: column('text', AccessType),
    alt_text: column('text', orNull(AltText)),
    metadata: column('json', orNull(Metadata)),
    status: column('text', FileStatus),
    digest: column('text', orNull(Digest)),
    width: column('bigint', orNull(Amount)),
    height: column('bigint', orNull(Amount)),
    registered_at: column('text', Timestamp),
    uploaded_at: column('text', orNull(Timestamp)),
    deleted_at: column('text', orNull(Timestamp)),
    revision: column('bigint', Revision),
    position: column('bigint', Position),
  },
  key: ['tenant_id', 'file_id'],
  indexes: {
    by_uploader: '(tenant_id, uploader_id, registered_at)',
    // What is looked through for files that nothing refers to.
    notDeleted:
      "(registered_at) where status <> 'deleted' and (access_type = 'network' or uploaded_at is null)",
  },
})
export type FilesRow = Row<typeof files>
