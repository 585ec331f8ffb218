import { FileId } from '@parley/domain'
import { FileView } from '../views/file.ts'
import { queryDefinition } from './query-definition.ts'

/** A file, for who may read it. */
export const file = queryDefinition('file', { fileId: FileId }, {}, { file: FileView })
