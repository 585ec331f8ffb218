import { certain, type ChannelId, type MessageId, ReactionName } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reactedWords } from '../src/page/message/reacted-words.ts'
import { axeFindings } from './support/axe.ts'
import { type Person, personAt } from './support/person.ts'
import { type Talker, talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('who reacted')
const party = certain(ReactionName, '🎉')

const names = (...all: ReadonlyArray<string>) =>
  all.map((name) => name as Parameters<typeof reactedWords>[0]['userIds'][number])

it.each([
  ['you', 1, true, ['ada']],
  ['bo', 1, false, ['bo']],
  ['you and bo', 2, true, ['bo', 'ada']],
  ['bo, cy and di', 3, false, ['bo', 'cy', 'di']],
  ['bo, cy and 1 other', 3, false, ['bo', 'cy']],
  ['you, bo and 5 others', 7, true, ['bo']],
  ['you and 2 others', 3, true, []],
  ['1 person', 1, false, []],
  ['2,000 people', 2_000, false, []],
])('PAGE-80 in words: %s', (words, count, mine, userIds) => {
  const [ada] = names('ada')
  expect(reactedWords({ count, mine, userIds: names(...userIds) }, ada ?? null)).toBe(words)
})

describe.skipIf(world.skipped)('who reacted', () => {
  /** More than a page of people. */
  const many = Array.from({ length: 53 }, (_, n) => `p${String(n).padStart(2, '0')}`)
  let ada: Person
  let talkers: ReadonlyArray<Talker>
  let channelId: ChannelId
  let messageId: MessageId

  const carryOut = async (
    talker: Talker | undefined,
    type: 'AddReaction' | 'RemoveReaction',
    name = party,
  ) => {
    const answer = await talker?.client.command({ type, channelId, messageId, name })
    if (answer === undefined || E.isLeft(answer)) throw new Error(JSON.stringify(answer))
  }

  beforeAll(async () => {
    await world.start()
    if (world.skipped) return
    const { browser, url } = world.at()
    talkers = many.map((name) => talkerAt(url, name))
    const [first] = talkers
    if (first === undefined) throw new Error('nobody')
    channelId = await first.create('cakes', 'ada', ...many.slice(1))
    messageId = await first.say(channelId, 'there is cake')
    for (const talker of talkers) await carryOut(talker, 'AddReaction')
    ada = await personAt(browser, url, 'ada')
    await ada.row('cakes').click()
  })
  afterAll(async () => {
    for (const { client } of talkers ?? []) client.close()
    await world.close()
  })

  const chip = (count: number) => ada.message('there is cake').getByRole('button', { name: `🎉, ${count}` })
  const dialog = () => ada.page.getByRole('dialog', { name: 'Reactions' })

  it('PAGE-80 says how many there are, whether one is among them, and a few of them', async () => {
    await chip(53).waitFor()
    expect(await chip(53).getAttribute('aria-pressed')).toBe('false')
    expect(await chip(53).getAttribute('title')).toBe('🎉: p00, p01, p02, p03, p04 and 48 others')
    await chip(53).click()
    await chip(54).and(ada.page.locator('[aria-pressed=true]')).waitFor()
    expect(await chip(54).getAttribute('title')).toBe('🎉: you, p00, p01, p02, p03, p04 and 48 others')
    await carryOut(talkers[1], 'RemoveReaction')
    await chip(53).waitFor()
    expect(await chip(53).getAttribute('title')).toMatch(/^🎉: you, p00, p02, .* and 4[89] others$/)
  })

  it('PAGE-81 shows everybody by the keyboard, page by page, kept true', async () => {
    const { keyboard } = ada.page
    await ada.message('there is cake').getByRole('button', { name: 'See everybody' }).focus()
    await keyboard.press('Enter')
    await dialog().getByText('p49').waitFor()
    expect(await dialog().locator('.member').count()).toBe(50)
    expect(await axeFindings(ada.page, 'all')).toEqual([])
    await dialog().getByRole('button', { name: 'More people' }).focus()
    await keyboard.press('Enter')
    await dialog().getByText('p52').waitFor()
    expect(await dialog().locator('.member-name').allTextContents()).toEqual([
      'ada (you)',
      ...many.filter((name) => name !== 'p01'),
    ])
    await carryOut(talkers[1], 'AddReaction')
    await dialog().getByText('p01').waitFor()
    await carryOut(talkers[2], 'AddReaction', certain(ReactionName, 'yum'))
    await dialog().getByRole('button', { name: 'yum, 1' }).click()
    await dialog().getByRole('region', { name: 'Who reacted with yum' }).getByText('p02').waitFor()
    await keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await ada.page.locator('[aria-label="See everybody"]:focus').waitFor()
    expect(ada.errors).toEqual([])
  })

  it('PAGE-54 gives the focus to the message where no reaction is left by the time that it is shut', async () => {
    const { keyboard } = ada.page
    const [first] = talkers
    if (first === undefined) throw new Error('nobody')
    messageId = await first.say(channelId, 'and tea')
    await carryOut(first, 'AddReaction')
    await ada.message('and tea').getByRole('button', { name: 'See everybody' }).focus()
    await keyboard.press('Enter')
    await dialog().getByText('p00').waitFor()
    await carryOut(first, 'RemoveReaction')
    await dialog().getByText('Nobody reacts to this any more.').waitFor()
    await keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await ada.page.locator(`[data-message="${messageId}"]:focus`).waitFor()
    expect(ada.errors).toEqual([])
  })
})
