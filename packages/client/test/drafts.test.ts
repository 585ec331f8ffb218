import { mainFeed } from '@parley/domain'
import { adasChannel, commandId, segment } from '@parley/domain/testing'
import { expect, it } from 'vitest'
import { drafts } from '../src/drafts.ts'
import { conversationAt, initialState } from '../src/state/client-state.ts'
import { fakeClock } from './support/fake-clock.ts'
import { conversationOf, position } from './support/tea.ts'

/** A composer whose saves are accepted when the test says so. */
const composer = (kept = '') => {
  const clock = fakeClock()
  const said: Array<string> = []
  let accept = (): void => {}
  const view = conversationOf(0)
  const draft = {
    feedId: mainFeed,
    text: kept as never,
    segment: segment(0),
    savedAt: view.channel.createdAt,
  }
  const personal = { ...view.personal, drafts: kept === '' ? [] : [draft] }
  const line = conversationAt({ ...view, personal }, position(1))
  const state = { ...initialState, conversations: new Map([[adasChannel, line]]) }
  const all = drafts(
    { get: () => state },
    clock,
    () => commandId('name'),
    ({ text }) => {
      said.push(text)
      return new Promise<void>((resolve) => {
        accept = resolve
      })
    },
  )
  return { clock, said, all, accept: () => accept() }
}

it('PERSONAL-33: gathers what is written, and says the last alone', async () => {
  const { clock, said, all } = composer()
  for (const text of ['h', 'he', 'hel']) all.save(adasChannel, text)
  await clock.advance(1_999)
  expect(said).toEqual([])
  await clock.advance(1)
  expect(said).toEqual(['hel'])
})

it('PERSONAL-33: has one save under way, and says after it what was written meanwhile', async () => {
  const { clock, said, all, accept } = composer()
  all.save(adasChannel, 'one')
  await clock.advance(2_000)
  for (const text of ['two', 'three']) all.save(adasChannel, text)
  await clock.advance(60_000)
  expect(said).toEqual(['one'])
  accept()
  await clock.advance(2_000)
  expect(said).toEqual(['one', 'three'])
})

it('PERSONAL-33: what was not said when a message is sent is not said, and what was is taken back', async () => {
  const { clock, said, all } = composer()
  all.save(adasChannel, 'hello')
  all.sent(adasChannel)
  await clock.advance(60_000)
  expect(said).toEqual([])
  const other = composer('hello')
  other.all.save(adasChannel, 'hello')
  other.all.sent(adasChannel)
  await other.clock.advance(2_000)
  expect(other.said).toEqual([''])
})

it('PERSONAL-33: says nothing where the server has it so', async () => {
  const { clock, said, all } = composer('as before')
  all.save(adasChannel, 'as before')
  await clock.advance(60_000)
  expect(said).toEqual([])
})
