import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChannel, type Person, personAt } from './support/person.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('what is one’s own')

describe.skipIf(world.skipped)('what is one’s own', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let ada: Person
  let bo: Person
  let phone: Person
  const section = (person: Person, name: string | RegExp) => person.page.getByRole('region', { name })

  it('PAGE-110 stands in the list of all of one’s devices: favourites, and what was put away', async () => {
    const { browser, url } = world.at()
    ;[ada, bo, phone] = await Promise.all([
      personAt(browser, url, 'ada'),
      personAt(browser, url, 'bo'),
      personAt(browser, url, 'bo', { viewport: { width: 390, height: 760 } }),
    ])
    await createChannel(ada, 'tea', 'bo')
    await bo.row('tea').click()
    await bo.page.getByRole('button', { name: 'Members and details' }).click()
    await bo.page.getByRole('button', { name: 'Add to favourites' }).click()
    await section(phone, 'Favourites').locator('.row').waitFor()
    await bo.page.getByRole('button', { name: 'Put away until something is said' }).click()
    const away = phone.page.getByRole('button', { name: 'Put away (1)' })
    await away.waitFor()
    expect(await phone.row('tea').count()).toBe(0)
    await away.click()
    await phone.row('tea').waitFor()
    await ada.say('anybody?')
    await section(phone, 'Favourites').locator('.row').waitFor()
    expect(await away.count()).toBe(0)
  })

  it('PAGE-111 is silent where one wants it so: the title counts it no more, its line does', async () => {
    await bo.page.getByLabel('Notify me of').selectOption('Nothing for an hour')
    await bo.page.getByText(/^Until /).waitFor()
    const here = bo.page.url()
    await bo.page.goto(world.at().url)
    await ada.say('hush')
    await phone.row('tea').getByLabel('1 unread, silent').waitFor()
    expect(await phone.page.title()).toBe('Parley')
    await bo.page.goto(here)
    await phone.row('tea').getByLabel('1 unread, silent').waitFor({ state: 'detached' })
    await ada.page.getByRole('button', { name: 'Members and details' }).click()
    await ada.page.getByLabel('The channel notifies').selectOption('Nobody')
    await bo.page.getByLabel('Notify me of').selectOption('All messages')
    expect(await bo.page.getByLabel('The channel notifies').count()).toBe(0)
  })

  it('PAGE-112 is what one writes, too, on all devices, until it is sent', async () => {
    await bo.composer.fill('I shall bring')
    await phone.row('tea').getByText('I shall bring').waitFor()
    await phone.row('tea').click()
    await phone.page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('.composer textarea')?.value === 'I shall bring',
    )
    await phone.say('I shall bring cake')
    await bo.page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('.composer textarea')?.value === '',
    )
    expect(await bo.composer.inputValue()).toBe('')
  })

  it('PAGE-113 is not one’s nickname: that everybody sees', async () => {
    await bo.page.getByRole('button', { name: 'Be called something else here' }).click()
    await bo.page.getByLabel('Your nickname here').fill('Countess')
    await bo.page.keyboard.press('Enter')
    await ada.message('I shall bring cake').getByText('Countess').waitFor()
    await ada.page.locator('.member', { hasText: 'Countess' }).waitFor()
    const folder = process.env['PARLEY_SCREENSHOTS']
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true })
      await bo.page.screenshot({ path: `${folder}/desk.png` })
      await phone.page.screenshot({ path: `${folder}/phone.png` })
    }
    expect([...ada.errors, ...bo.errors, ...phone.errors]).toEqual([])
  })
})
