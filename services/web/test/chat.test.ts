import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChannel, type Person, personAt } from './support/person.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('two people in two windows')

describe.skipIf(world.skipped)('two people in two windows', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let ada: Person
  let bo: Person

  it('PAGE-1 PAGE-2 sign in by name, and create a channel with the other in it', async () => {
    const { browser, url } = world.at()
    ;[ada, bo] = await Promise.all([personAt(browser, url, 'ada'), personAt(browser, url, 'bo')])
    await createChannel(ada, 'tea-room', 'bo')
    await bo.row('tea-room').waitFor()
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })

  it('PAGE-3 shows an unread badge, a preview and a count in the title, until it is read', async () => {
    await ada.say('the kettle is on')
    await bo.row('tea-room').getByLabel('1 unread').waitFor()
    await bo.row('tea-room').getByText('ada: the kettle is on').waitFor()
    await ada.say('and there is cake')
    await bo.row('tea-room').getByLabel('2 unread').waitFor()
    await expect.poll(() => bo.page.title()).toBe('(2) Parley')
    await bo.row('tea-room').click()
    await bo.message('and there is cake').waitFor()
    await bo.page.locator('.new').waitFor()
    await bo.row('tea-room').locator('.badge').waitFor({ state: 'detached' })
    await expect.poll(() => bo.page.title()).toBe('tea-room · Parley')
  })

  it('PAGE-4 says who is there and who is typing', async () => {
    await ada.page.getByText('2 members, 2 online').waitFor()
    await bo.composer.pressSequentially('com')
    await ada.page.getByText('bo is typing…').first().waitFor()
    await bo.composer.fill('')
    await ada.page.getByText('bo is typing…').first().waitFor({ state: 'detached' })
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })

  it('PAGE-5 chats both ways, and says what is done as done', async () => {
    await bo.say('coming')
    await ada.message('coming').waitFor()
    await bo.composer.fill('/me brings cups')
    await bo.page.keyboard.press('Enter')
    await ada.page.locator('[data-action=true]', { hasText: 'bo brings cups' }).waitFor()
    await ada.composer.fill('see `kettle` at https://example.org/tea, @bo')
    await ada.page.keyboard.press('Enter')
    const link = bo.message('see kettle').getByRole('link', { name: 'https://example.org/tea' })
    expect(await link.getAttribute('rel')).toContain('noopener')
    expect(await bo.message('see kettle').locator('code').innerText()).toBe('kettle')
    expect(await bo.message('see kettle').locator('.mention').getAttribute('data-me')).toBe('true')
  })

  it('PAGE-6 replies in a thread, which both see', async () => {
    await bo.act('the kettle is on', 'Reply in thread')
    await bo.thread.getByLabel('Reply').fill('how strong?')
    await bo.page.keyboard.press('Enter')
    await ada.message('the kettle is on').getByRole('link', { name: '1 reply' }).click()
    await ada.thread.getByText('how strong?').waitFor()
    await ada.thread.getByLabel('Reply').fill('very')
    await ada.page.keyboard.press('Enter')
    await bo.thread.getByText('very').waitFor()
    await bo.message('the kettle is on').getByRole('link', { name: '2 replies' }).waitFor()
    await ada.page.keyboard.press('Escape')
    await ada.thread.waitFor({ state: 'detached' })
    await bo.page.getByRole('button', { name: 'Close thread' }).click()
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })

  it('PAGE-7 reacts, takes it back, and reacts with any word', async () => {
    await ada.act('coming', 'React')
    await ada.page.getByRole('button', { name: 'React with 🎉' }).click()
    const party = bo.message('coming').getByRole('button', { name: '🎉, 1' })
    await party.click()
    await ada.message('coming').getByRole('button', { name: '🎉, 2' }).waitFor()
    await ada.message('coming').getByRole('button', { name: '🎉, 2' }).click()
    await party.waitFor()
    await ada.act('coming', 'React')
    await ada.page.getByLabel('Any reaction').fill('splendid')
    await ada.page.keyboard.press('Enter')
    await bo.message('coming').getByRole('button', { name: 'splendid, 1' }).waitFor()
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })

  it('PAGE-70 pins a message, which the other finds in the details, and unpins it', async () => {
    await bo.page.getByRole('button', { name: 'Details' }).click()
    const pins = bo.page.getByRole('region', { name: 'Pinned' })
    await ada.act('coming', 'Pin')
    await pins.getByText('coming').waitFor()
    await pins.getByText('Pinned by ada').waitFor()
    await ada.act('coming', 'Unpin')
    await pins.waitFor({ state: 'detached' })
    await bo.page.getByRole('button', { name: 'Close details' }).click()
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })

  it('PAGE-8 edits and deletes', async () => {
    await ada.act('and there is cake', 'Edit')
    await ada.page.getByLabel('Edit message').fill('and there is no cake')
    await ada.page.keyboard.press('Enter')
    await bo.message('and there is no cake').getByText('(edited)').waitFor()
    await ada.act('and there is no cake', 'Delete')
    await ada.message('and there is no cake').getByRole('button', { name: 'Delete it?' }).click()
    await bo.page.getByText('This message was deleted.').waitFor()
    expect(await bo.message('and there is no cake').count()).toBe(0)
  })

  it('PAGE-9 manages the channel: describes, changes a role, removes', async () => {
    await ada.page.getByRole('button', { name: 'Members and details' }).click()
    const details = ada.page.getByRole('complementary', { name: 'Details' })
    await details.locator('[data-member=bo][data-online=true]').waitFor()
    await details.getByRole('button', { name: 'Rename or describe' }).click()
    await details.getByLabel('What it is about').fill('Leaves and water')
    await details.getByRole('button', { name: 'Save' }).click()
    await bo.page.getByText('Leaves and water').first().waitFor()
    await details.getByLabel('Add people').fill('cleo')
    await ada.page.keyboard.press('Enter')
    await details.getByRole('button', { name: 'Add anyway' }).click()
    await details.locator('[data-member=cleo][data-online=false]').waitFor()
    await details.getByLabel('Role of bo').selectOption('moderator')
    await bo.page.getByRole('button', { name: 'Members and details' }).click()
    await bo.page.getByRole('button', { name: 'Remove cleo' }).click()
    await details.locator('[data-member=cleo]').waitFor({ state: 'detached' })
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })

  it('PAGE-10 keeps who one is and where one is over a reload', async () => {
    await bo.page.reload()
    await bo.message('coming').waitFor()
    expect(await bo.message('coming').count()).toBe(1)
    await bo.message('coming').getByRole('button', { name: 'splendid, 1' }).waitFor()
    expect(await bo.page.locator('.me').innerText()).toBe('bo')
  })

  it('PAGE-2 joins an open channel, talks to somebody by name, and leaves', async () => {
    await createChannel(ada, 'chess by post')
    await bo.page.getByRole('button', { name: 'Browse channels' }).first().click()
    await bo.page.getByLabel('Search channels').fill('chess')
    await bo.page.getByRole('button', { name: 'Join' }).click()
    await bo.page.getByRole('heading', { name: 'chess by post', level: 2 }).waitFor()
    await bo.page.getByRole('button', { name: 'New conversation' }).first().click()
    await bo.page.getByLabel('Their name').fill('ada')
    await bo.page.keyboard.press('Enter')
    await bo.page.getByRole('heading', { name: 'ada', level: 2 }).waitFor()
    await bo.say('between us')
    await ada.row('bo').getByText('between us').waitFor()
    await bo.row('chess by post').click()
    await bo.page.getByRole('button', { name: 'Members and details' }).click()
    await bo.page.getByRole('button', { name: 'Leave channel' }).click()
    await bo.page.getByRole('button', { name: 'Leave it?' }).click()
    await bo.row('chess by post').waitFor({ state: 'detached' })
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })
})
