import {
  certain,
  type Command,
  Digest,
  type DomainEvent,
  Extension,
  FileSize,
  fileIdOf,
  Label,
  MimeType,
  type RegisterFile,
  type UserId,
} from '@parley/domain'
import { acme, ada, at, commandId, userId } from '@parley/domain/testing'

/** What happens to a picture of Ada's. */
export const keeper = userId('parley:files')
export const cups = fileIdOf(acme, ada, commandId('register'))

const facts = (by: UserId, name: string) => ({
  tenantId: acme,
  fileId: cups,
  by,
  commandId: commandId(name),
  at: at(1),
})
const said = {
  fileType: 'image',
  name: certain(Label, 'Cups.PNG'),
  size: certain(FileSize, 2_048),
  mimeType: certain(MimeType, 'image/png'),
} as const
const found = {
  mimeType: said.mimeType,
  digest: certain(Digest, 'a'.repeat(43)),
  width: null,
  height: null,
}

export const register = (more: Partial<RegisterFile> = {}): Command => ({
  type: 'RegisterFile',
  ...facts(ada, 'register'),
  ...said,
  ...more,
})
export const finish = (by = keeper, more: object = {}): Command => ({
  type: 'FinishUpload',
  ...facts(by, 'finish'),
  size: said.size,
  ...found,
  ...more,
})
export const remove = (by: UserId): Command => ({ type: 'DeleteFile', ...facts(by, 'delete') })

export const registered: DomainEvent = {
  type: 'FileRegistered',
  ...facts(ada, 'register'),
  ...said,
  extension: certain(Extension, 'png'),
  accessType: 'network',
  altText: null,
  metadata: null,
}
export const uploaded: DomainEvent = { type: 'FileUploaded', ...facts(keeper, 'finish'), ...found }
export const deleted = (by: UserId): DomainEvent => ({ type: 'FileDeleted', ...facts(by, 'delete') })
