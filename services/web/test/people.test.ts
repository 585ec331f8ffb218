import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChannel, type Person, personAt } from './support/person.ts'
import { talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('whom one names')

describe.skipIf(world.skipped)('whom one names', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let ada: Person

  it('PAGE-45 a slip of the finger in Ctrl+K begins nothing, until one has said so', async () => {
    const { browser, url } = world.at()
    const rosa = talkerAt(url, 'rosa')
    await rosa.create('garden', 'róbert')
    rosa.client.close()
    ada = await personAt(browser, url, 'ada')
    await createChannel(ada, 'home')
    const { page } = ada
    const { keyboard } = page
    const dialog = page.getByRole('dialog', { name: 'Jump to' })
    await keyboard.press('Control+k')
    await keyboard.type('robret')
    await dialog.getByRole('option', { name: 'Nobody called robret is known here' }).waitFor()
    await keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Look again' }).and(page.locator(':focus')).waitFor()
    await keyboard.press('Enter')
    expect(await dialog.getByRole('combobox').inputValue()).toBe('robret')
    await dialog.getByRole('combobox').fill('ROBE')
    await dialog.getByRole('option', { name: 'Talk to róbert' }).waitFor()
    expect(await page.locator('.row-name').allInnerTexts()).toEqual(['home'])
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'róbert', level: 2 }).waitFor()
    await keyboard.press('Control+k')
    await keyboard.type('zed')
    await dialog.getByRole('option', { name: 'Nobody called zed' }).click()
    await dialog.getByRole('button', { name: 'Write to them anyway' }).click()
    await page.getByRole('heading', { name: 'zed', level: 2 }).waitFor()
    expect(ada.errors).toEqual([])
  })

  it('PAGE-45 nor does one in the dialog for a conversation', async () => {
    const { page } = ada
    await page.getByRole('button', { name: 'New conversation' }).first().click()
    const name = page.getByLabel('Their name')
    await name.fill('rosalie')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Nobody called “rosalie” is known here.').waitFor()
    await name.fill('rosa')
    await page.getByRole('alert').getByText('is known here').waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'rosa', level: 2 }).waitFor()
    expect(await page.locator('.row-name').allInnerTexts()).not.toContain('rosalie')
  })

  it('PAGE-141 one opens the conversation of several people, once, which is called by them', async () => {
    const { page } = ada
    for (const names of ['rosa, róbert', 'róbert, rosa']) {
      await page.getByRole('button', { name: 'New conversation' }).first().click()
      await page.getByLabel('Their name').fill(names)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'rosa, róbert', level: 2 }).waitFor()
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
    }
    expect(await page.locator('.row-name', { hasText: 'rosa, róbert' }).count()).toBe(1)
    await page.getByRole('button', { name: 'Members and details' }).click()
    const details = page.getByRole('complementary', { name: 'Details' })
    await details.locator('[data-member="róbert"]').waitFor()
    // It keeps its people, and has no name.
    expect(await details.getByLabel('Add people').count()).toBe(0)
    expect(await details.getByRole('button', { name: 'Leave channel' }).count()).toBe(0)
    expect(ada.errors).toEqual([])
  })

  it('PAGE-45 nobody unknown is added, and nobody who has no name, until one has said so', async () => {
    const { page } = ada
    await ada.row('home').click()
    await page.getByRole('button', { name: 'Members and details' }).click()
    const details = page.getByRole('complementary', { name: 'Details' })
    const people = details.getByLabel('Add people')
    const members = () =>
      details.locator('[data-member]').evaluateAll((all) => all.map((one) => one.dataset['member']))
    await details.locator('[data-member=ada]').waitFor()
    await page.getByLabel('Add people').press('Enter')
    await details.getByRole('alert').getByText('Whom?').waitFor()
    await people.fill(`rosa, ${'x'.repeat(129)}`)
    await page.keyboard.press('Enter')
    await details.getByRole('alert').getByText('this has 129.').waitFor()
    await people.fill('rosa, rosalie')
    await page.keyboard.press('Enter')
    await details.getByRole('alert').getByText('Nobody called “rosalie” is known here.').waitFor()
    expect(await members()).toEqual(['ada'])
    await people.fill('rosa')
    await page.keyboard.press('Enter')
    await details.locator('[data-member=rosa]').waitFor()
    await people.fill('rosalie')
    await page.keyboard.press('Enter')
    await details.getByRole('button', { name: 'Add anyway' }).click()
    await details.locator('[data-member=rosalie]').waitFor()
    expect(ada.errors).toEqual([])
  })

  it('PAGE-45 nor is a channel begun with them', async () => {
    const { page } = ada
    await page.getByRole('button', { name: 'New channel' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New channel' })
    await dialog.getByLabel('Name').fill('shed')
    await dialog.getByLabel('People').fill('rosa, rsoa')
    await page.keyboard.press('Enter')
    await dialog.getByText('Nobody called “rsoa” is known here.').waitFor()
    await dialog.getByLabel('People').fill('rosa')
    await dialog.getByRole('button', { name: 'Create channel' }).click()
    await page.getByRole('heading', { name: 'shed', level: 2 }).waitFor()
    await page.getByText('2 members').first().waitFor()
    expect(ada.errors).toEqual([])
  })
})
