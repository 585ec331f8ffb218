import { FileId, TenantId } from '@parley/domain'
import * as t from 'io-ts'

/** A file, by whose it is. */
export const NamedFile = t.type({ tenantId: TenantId, fileId: FileId }, 'NamedFile')
export type NamedFile = t.TypeOf<typeof NamedFile>

/** How many files somebody registered, and how many bytes they were to have. */
export const Registered = t.type({ files: t.number, bytes: t.number }, 'Registered')
export type Registered = t.TypeOf<typeof Registered>
