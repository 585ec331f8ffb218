import { type EventIn, fileRows, fileStreams } from '@parley/domain'
import { decisionRow, operations, readModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { files } from './table.ts'

const { put, patch } = operations(files)

const project: Projection<EventIn<'file'>> = ({ event, revision, position }) => {
  const key = { tenant_id: event.tenantId, file_id: event.fileId }
  const place = { revision, position }
  switch (event.type) {
    case 'FileRegistered':
      return [
        put({
          ...key,
          uploader_id: event.by,
          file_type: event.fileType,
          name: event.name,
          extension: event.extension,
          size: event.size,
          mime_type: event.mimeType,
          access_type: event.accessType,
          alt_text: event.altText,
          metadata: event.metadata,
          status: 'registered',
          digest: null,
          width: null,
          height: null,
          registered_at: event.at,
          uploaded_at: null,
          deleted_at: null,
          ...place,
        }),
      ]
    case 'FileUploaded': {
      const { mimeType: mime_type, digest, width, height, at: uploaded_at } = event
      return [patch(key, { status: 'uploaded', mime_type, digest, width, height, uploaded_at, ...place })]
    }
    case 'FileDeleted':
      return [patch(key, { status: 'deleted', deleted_at: event.at, ...place })]
    default:
      return event satisfies never
  }
}

/** Nobody is told of files as they change: whoever may read one asks. */
export const filesModel = readModelOf(fileStreams, {
  table: files,
  version: 1,
  project,
  decisions: [
    decisionRow(fileRows, {
      table: files,
      by: [],
      columns: ['uploader_id', 'file_type', 'size', 'status'],
      row: (row) => ({
        kind: 'file',
        uploaderId: row.uploader_id,
        fileType: row.file_type,
        size: row.size,
        status: row.status,
      }),
    }),
  ],
})
