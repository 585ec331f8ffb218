import { mainFeed } from '@parley/domain'
import { ada, adasChannel, bob, cleo, segment } from '@parley/domain/testing'
import type { ToldReceipts } from '@parley/engine'
import { decodeServerMessage } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { receiptsFrames } from '../src/session/told-receipts.ts'

const told: ToldReceipts = {
  channelId: adasChannel,
  position: 9 as never,
  whole: true,
  members: [ada, bob, cleo].map((userId) => ({
    userId,
    joinedSegments: {},
    delivered: { [mainFeed]: segment(3) },
    read: [{ feedId: mainFeed, part: 'all', parentId: null, readTo: segment(2) }],
  })),
  gone: ['eve' as never],
}
const readOf = (frames: ReadonlyArray<Uint8Array>) =>
  frames.flatMap((frame) => {
    const read = decodeServerMessage(Buffer.from(frame).toString())
    if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
    return read.right
  })

it('RECEIPT-6: what members have read is one frame, written once for all who are told it', () => {
  const write = receiptsFrames(10_000)
  expect(readOf(write(told))).toEqual([{ type: 'receipts', ...told }])
  expect(write(told)).toBe(write(told))
})

it('RECEIPT-6: what would be too long for one frame follows in others, which add to the first', () => {
  const frames = readOf(receiptsFrames(1)(told))
  expect(frames).toMatchObject([
    { whole: true, members: [{ userId: ada }], gone: ['eve'] },
    { whole: false, members: [{ userId: bob }], gone: [] },
    { whole: false, members: [{ userId: cleo }], gone: [] },
  ])
})
