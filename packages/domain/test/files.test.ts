import {
  certain,
  type Command,
  type DomainEvent,
  FileSize,
  FileType,
  fileIdOf,
  filesIn,
  isOfType,
  maxFileBytes,
  MimeType,
  streamOf,
} from '@parley/domain'
import {
  acme,
  ada,
  arbitraryBody,
  bob,
  commandId,
  decideOn,
  fileId,
  stateAfter,
} from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { cups, deleted, finish, keeper, register, registered, remove, uploaded } from './file-examples.ts'

const given = (...events: ReadonlyArray<DomainEvent>) => ({
  when: (command: Command) => decideOn(command, stateAfter(events)),
})
const nothing = E.right([])
const notFound = E.left({ _tag: 'FileNotFound', fileId: cups })

test('FILE-1: a file is registered once, with what its uploader says of it, under an id that follows from the command', () => {
  expect(given().when(register())).toEqual(E.right([registered]))
  expect(given(registered).when(register())).toEqual(nothing)
  expect(streamOf(registered)).toBe(`file-acme.${cups}`)
  expect(fileIdOf(acme, bob, commandId('register'))).not.toBe(cups)
})

test('FILE-2: no file is larger than one of its type may be, nor said to be what one of its type is not', () => {
  const most = maxFileBytes.image
  expect(E.isRight(given().when(register({ size: certain(FileSize, most) })))).toBe(true)
  expect(given().when(register({ size: certain(FileSize, most + 1) }))).toEqual(
    E.left({ _tag: 'FileTooLarge', most }),
  )
  const mimeType = certain(MimeType, 'image/svg+xml')
  expect(given().when(register({ mimeType }))).toEqual(
    E.left({ _tag: 'FileTypeDiffers', fileType: 'image', mimeType }),
  )
  expect(FileSize.is(0)).toBe(false)
})

test('FILE-4: that a file is uploaded the engine itself says, once, of as many bytes of that type as were said', () => {
  expect(given(registered).when(finish())).toEqual(E.right([uploaded]))
  expect(given(registered, uploaded).when(finish())).toEqual(nothing)
  expect(given(registered).when(finish(ada))).toEqual(
    E.left({ _tag: 'MissingPermission', action: 'finishUpload' }),
  )
  expect(given(registered).when(finish(keeper, { size: 2_047 }))).toEqual(
    E.left({ _tag: 'FileSizeDiffers', size: 2_048 }),
  )
  const mimeType = certain(MimeType, 'text/html')
  expect(given(registered).when(finish(keeper, { mimeType }))).toEqual(
    E.left({ _tag: 'FileTypeDiffers', fileType: 'image', mimeType }),
  )
  expect(given().when(finish())).toEqual(notFound)
  expect(given(registered, deleted(ada)).when(finish())).toEqual(notFound)
})

test('FILE-5: whoever uploaded a file takes it away, and so does the engine; to others there is none', () => {
  for (const by of [ada, keeper])
    expect(given(registered, uploaded).when(remove(by))).toEqual(E.right([deleted(by)]))
  expect(given(registered, deleted(ada)).when(remove(ada))).toEqual(nothing)
  expect(given(registered, uploaded).when(remove(bob))).toEqual(notFound)
  expect(given().when(remove(ada))).toEqual(notFound)
})

test('FILE-4: whatever is tried in whatever order, a file is uploaded after it is registered, once, and not once it is gone', () => {
  const anything = fc.constantFrom(
    register(),
    finish(),
    finish(ada),
    remove(ada),
    remove(bob),
    remove(keeper),
  )
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 20 }), (commands) => {
      const events: Array<DomainEvent> = []
      for (const command of commands) {
        const outcome = given(...events).when(command)
        if (E.isRight(outcome)) events.push(...outcome.right)
      }
      const whole = ['FileRegistered', 'FileUploaded', 'FileDeleted']
      const types = events.map(({ type }) => type)
      expect(types).toEqual(whole.filter((type) => types.some((one) => one === type)))
    }),
  )
})

test('FILE-2: what a browser would run is no picture, and any bytes are a file', () => {
  for (const type of FileType.types.map(({ value }) => value))
    for (const mimeType of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript'])
      expect(isOfType(type, mimeType)).toBe(type === 'file')
})

test('FILE-11: every file that a body names is found in it', () => {
  fc.assert(
    fc.property(arbitraryBody, (body) => {
      const named = filesIn(body)
      const all = [named?.file, named?.thumbnail].filter((one) => one !== undefined)
      const fields = Object.entries<unknown>(body).filter(([field]) => /fileId$/i.test(field))
      expect(all).toEqual(fields.map(([, value]) => value))
    }),
  )
  expect(filesIn({ kind: 'imagemap', fileId: fileId('f'), areas: [] })?.file).toBe('f')
})
