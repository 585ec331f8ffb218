export { files } from './files.ts'
export type { Files, FilesOptions, Uploaded, UploadFailure, UploadOptions } from './files.ts'
export { fileTypeOf } from './type-of.ts'
