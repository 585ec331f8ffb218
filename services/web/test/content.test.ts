import { Body, certain, type ChannelId, mentionsOf, UserId } from '@parley/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, personAt } from './support/person.ts'
import { type Talker, talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('what messages say')

describe.skipIf(world.skipped)('what messages say', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let ada: Person
  let bo: Talker
  let board: ChannelId

  it('PAGE-95 a file is shown by its name and size, and named in the list', async () => {
    const { browser, url } = world.at()
    bo = talkerAt(url, 'bo')
    board = await bo.create('board', 'ada')
    await bo.create('aside', 'ada')
    ada = await personAt(browser, url, 'ada')
    const file = {
      kind: 'file',
      fileId: 'f1',
      name: 'plan.pdf',
      mimeType: 'application/pdf',
      size: 1_400_000,
    }
    const body = certain(Body, file)
    if (body.kind === 'system') throw new Error('a file is no notice')
    await bo.client.send({ channelId: board, body })
    await ada.row('board').getByText('File: plan.pdf').waitFor()
    await ada.row('board').click()
    await ada.message('plan.pdf').getByText('1.4 MB').waitFor()
    await ada.message('plan.pdf').hover()
    expect(await ada.message('plan.pdf').getByRole('button', { name: 'Edit' }).count()).toBe(0)
  })

  it('PAGE-96 a name is offered after @, and its person mentioned', async () => {
    await ada.composer.fill('tea, @b')
    await ada.page
      .getByRole('list', { name: 'People to mention' })
      .getByRole('button', { name: '@bo' })
      .waitFor()
    await ada.page.keyboard.press('Tab')
    await ada.page.keyboard.press('Enter')
    await ada.message('tea, @bo').and(ada.page.locator('[data-message]')).waitFor()
    expect(await ada.page.getByRole('list', { name: 'People to mention' }).count()).toBe(0)
  })

  it('PAGE-97 a channel in which one is mentioned is marked until it is read', async () => {
    await ada.row('aside').click()
    await ada.page.getByRole('textbox', { name: 'Message aside' }).waitFor()
    const body = certain(Body, { kind: 'text', text: 'cake, @ada' })
    if (body.kind === 'system') throw new Error('a text is no notice')
    await bo.client.send({ channelId: board, body, mentions: mentionsOf([certain(UserId, 'ada')], []) ?? [] })
    await ada.row('board').getByLabel('1 mention you').waitFor()
    await ada.row('board').click()
    await ada.row('board').getByLabel('1 mention you').waitFor({ state: 'detached' })
    expect(ada.errors).toEqual([])
    bo.client.close()
  })
})
