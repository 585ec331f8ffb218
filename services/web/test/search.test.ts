import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createChannel, type Person, personAt } from './support/person.ts'
import { talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('search')

const open = async ({ page }: Person) => {
  await page.keyboard.press('Control+Shift+F')
  const dialog = page.getByRole('dialog', { name: 'Search messages' })
  await dialog.waitFor()
  return {
    dialog,
    field: dialog.getByRole('combobox', { name: 'What to look for' }),
    found: dialog.getByRole('listbox', { name: 'Messages found' }).getByRole('option'),
    says: (words: string) => dialog.getByRole('status').getByText(words),
    leave: async () => {
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    },
  }
}

describe.skipIf(world.skipped)('search', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let ada: Person
  let bo: Person

  it('PAGE-100, PAGE-101: finds as one types what was said in one’s channels, with the place, and nothing of others', async () => {
    const { browser, url } = world.at()
    ;[ada, bo] = await Promise.all([personAt(browser, url, 'ada'), personAt(browser, url, 'bo')])
    await createChannel(bo, 'secrets')
    await bo.say('the secret deployment')
    const talker = talkerAt(url, 'ada')
    onTestFinished(talker.client.close)
    await talker.sayMany(await talker.create('releases', 'bo'), 'line', 70)
    await ada.row('releases').click()
    await ada.say('The Deployment is <b>done</b>')
    await ada.act('The Deployment', 'Reply in thread')
    await ada.thread.getByLabel('Reply').fill('deployments are hard')
    await ada.page.keyboard.press('Enter')
    await ada.thread.locator('article[data-message]', { hasText: 'are hard' }).waitFor()
    await ada.page.keyboard.press('Escape')
    const { field, found, says, leave } = await open(ada)
    await says('Whole words come first').waitFor()
    await field.fill('deploym')
    await says('2 messages found').waitFor()
    expect(await found.locator('mark').allTextContents()).toEqual(['deploym', 'Deploym'])
    await field.fill('deployment')
    // A whole word goes before a part of one, however old it is.
    await found.first().getByText('Deployment', { exact: true }).waitFor()
    expect(await found.first().innerText()).toContain('<b>done</b>')
    await field.fill('nobody said that')
    await says('Nothing of that was found').waitFor()
    await field.fill('deployment')
    await ada.page.getByRole('checkbox', { name: 'In threads' }).check()
    await says('1 message found').waitFor()
    await ada.page.getByLabel('From', { exact: true }).fill('bo')
    await says('Nothing of that was found').waitFor()
    await leave()
    expect(ada.errors).toEqual([])
  })

  it('PAGE-102: leads to the message, by the keyboard, and the address names it', async () => {
    const { field, says, dialog } = await open(ada)
    await field.fill('"line 3"')
    await says('1 message found').waitFor()
    await ada.page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const message = ada.message('line 3').first()
    await message.and(ada.page.locator(':focus')).waitFor()
    await expect
      .poll(() =>
        message.evaluate((element) => {
          const { top, bottom } = element.getBoundingClientRect()
          return top >= 0 && bottom <= innerHeight
        }),
      )
      .toBe(true)
    expect(ada.page.url()).toMatch(/\/m\/3\/[0-9a-f-]{36}$/)
    await ada.page.reload()
    await ada.page.locator('article:focus', { hasText: 'line 3' }).waitFor()
    expect(ada.errors).toEqual([])
  })

  it('PAGE-102: leads to a reply, in its thread', async () => {
    const { field, found, says } = await open(ada)
    await field.fill('hard')
    await says('1 message found').waitFor()
    await found.first().click()
    const reply = ada.thread.locator('article[data-message]', { hasText: 'are hard' })
    await reply.and(ada.page.locator(':focus')).waitFor()
    await ada.page.keyboard.press('Escape')
    expect(ada.errors).toEqual([])
  })

  it('PAGE-103: shows nothing as it was that was edited or deleted meanwhile', async () => {
    await bo.row('releases').click()
    await bo.message('line').first().waitFor()
    await bo.say('a zebra crossing')
    await bo.act('a zebra crossing', 'Edit')
    await bo.page.getByLabel('Edit message').fill('a pelican crossing')
    await bo.page.keyboard.press('Enter')
    await ada.message('a pelican crossing').waitFor()
    const { field, says, leave } = await open(ada)
    await field.fill('zebra')
    await says('Nothing of that was found').waitFor()
    await field.fill('pelican')
    await says('1 message found').waitFor()
    await leave()
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })
})
