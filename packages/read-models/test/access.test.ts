import { acme, ada, at, bob, commandId, description } from '@parley/domain/testing'
import type { DomainEvent } from '@parley/domain'
import { isLeft } from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import { changesOf } from '@parley/read-models'
import { answering, placed } from './harness.ts'
import { story } from './story.ts'

// No event but one that is called `MemberLeft` ends a membership so far: here a description does, of bob.
vi.mock(import('@parley/domain'), async (original) => {
  const domain = await original()
  const { bob: who } = await import('@parley/domain/testing')
  return {
    ...domain,
    rowChangesOf: (event) =>
      event.type === 'ChannelDescribed'
        ? [...domain.rowChangesOf(event), { key: domain.memberKey(who), apply: () => undefined }]
        : domain.rowChangesOf(event),
  }
})

const { world, general } = story()
const ends: DomainEvent = {
  type: 'ChannelDescribed',
  tenantId: acme,
  channelId: general,
  by: ada,
  commandId: commandId('ends it'),
  at: at(50_000),
  description: description('without bob'),
}
const events = [...world.events, ends]

test('PERM-20: whoever loses access by an event, whatever it is called, gets no answer to any question after it', async () => {
  const here = await answering()
  await here.project(placed(world.events))
  const asBob = { tenantId: acme, userId: bob }
  const questions = (['members', 'history', 'unread', 'pinned', 'conversation'] as const).map((type) => ({
    type,
    channelId: general,
    feedId: 'main' as never,
  }))
  for (const query of questions) expect(isLeft(await here.ask.answer(asBob, query)())).toBe(false)
  await here.project(placed(events).slice(world.events.length))
  for (const query of questions)
    expect(await here.ask.answer(asBob, query)()).toMatchObject({
      left: { _tag: 'QueryRejected', rejection: { _tag: 'NotAMember' } },
    })
  const listed = await here.ask.answer(asBob, { type: 'conversations' })()
  expect(JSON.stringify(listed)).not.toContain(general)
  expect(await here.ask.memberships(asBob, [general])()).toMatchObject({ right: new Map() })
  const { position } = placed(events).at(-1) ?? { position: 0 as never }
  expect(await here.ask.refusal(asBob, general, position)()).toMatchObject({
    right: { value: { _tag: 'NotAMember' } },
  })
  expect(await here.ask.snapshots(asBob, [general], position)()).toMatchObject({
    right: { value: new Map([[general, { _tag: 'rejected', rejection: { _tag: 'NotAMember' } }]]) },
  })
  await here.close()
})

test('PERM-20: those who stay are told that the member is there no more', () => {
  const [projected] = placed([ends])
  if (projected === undefined) throw new Error('nothing happened')
  expect(changesOf(projected)).toContainEqual({ row: 'member', userId: bob, remove: true })
})
