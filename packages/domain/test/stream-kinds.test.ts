import { addressOf, kindOf, streamKindByName, streamKinds } from '@parley/domain'
import { acme, ada } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { rowKind } from '../src/kit/row.ts'
import { streamKind, streamName } from '../src/kit/stream-kind.ts'
import { inboxStreams } from '../src/streams/inbox-stream.ts'

test('a kind of stream stands under its name, and what names one that there is not does not compile', () => {
  for (const kind of streamKinds) expect(streamKindByName[kind.kind]).toBe(kind)
  const address = addressOf(streamName(inboxStreams, { tenantId: acme, userId: ada }))
  expect(address && kindOf(address)).toBe(inboxStreams)
  // @ts-expect-error: a row of a kind of stream that is misspelt
  expect(rowKind('chanel', 'member', 1).stream).toBe('chanel')
  // @ts-expect-error: a kind of stream that is not named among all
  expect(streamKind({ ...inboxStreams, kind: 'outbox' }).kind).toBe('outbox')
})
