import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, personAt } from './support/person.ts'
import { talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('what people are called')

describe.skipIf(world.skipped)('what people are called', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let ada: Person
  let bo: Person

  it('PAGE-171 PAGE-170 one says it oneself, with what one is at, and takes either back', async () => {
    const { browser, url } = world.at()
    ;[ada, bo] = await Promise.all([
      personAt(browser, url, 'ada', { viewport: { width: 1280, height: 800 } }),
      personAt(browser, url, 'bo', { viewport: { width: 390, height: 760 } }),
    ])
    const { page } = bo
    await page.getByTitle('You are bo: your profile').click()
    await page.getByLabel('What to be called').fill('Bo  Ek')
    await page.getByLabel('What you are at').fill('at lunch')
    await page.getByLabel('Say that').selectOption('for an hour')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByTitle('You are bo: your profile').getByText('Bo Ek', { exact: true }).waitFor()
    const own = page.getByTitle('You are bo: your profile')
    await own.getByText('at lunch').waitFor()
    expect(await own.innerText()).toContain('Bo Ek')
  })

  it('PAGE-172 people are chosen by what they are called, and named by their id', async () => {
    const { page } = ada
    await page.getByRole('button', { name: 'New channel' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New channel' })
    await dialog.getByLabel('Name').fill('tea')
    await dialog.getByLabel('People').fill('zed, ek')
    const offered = dialog.getByRole('group', { name: 'To choose from' }).getByRole('button')
    await offered.filter({ hasText: 'Bo Ek' }).filter({ hasText: 'at lunch' }).waitFor()
    await dialog.getByLabel('People').fill('ek')
    await offered.filter({ hasText: 'Bo Ek' }).click()
    expect(await dialog.getByLabel('People').inputValue()).toBe('bo, ')
    await dialog.getByRole('button', { name: 'Create channel' }).click()
    await page.locator('.bar').getByRole('heading', { name: 'tea', level: 2 }).waitFor()
  })

  it('PAGE-170 they are called so where they speak and are listed, as it changes', async () => {
    await bo.row('tea').click()
    await bo.say('hello from Bo')
    await ada.message('hello from Bo').locator('.sender', { hasText: 'Bo Ek' }).waitFor()
    await ada.row('tea').getByText('Bo Ek: hello from Bo').waitFor()
    await ada.page.getByRole('button', { name: 'Members and details' }).click()
    const row = ada.page.locator('[data-member="bo"]')
    await row.getByText('Bo Ek').waitFor()
    await row.getByText('at lunch').waitFor()
    expect(await row.locator('.by-name').innerText()).toContain('bo')
    await bo.page.getByRole('button', { name: 'Back to the list' }).click()
    await bo.page.getByTitle('You are bo: your profile').click()
    await bo.page.getByLabel('What to be called').fill('Bo the Elder')
    await bo.page.getByLabel('What you are at').fill('')
    await bo.page.getByRole('button', { name: 'Save' }).click()
    await ada.message('hello from Bo').locator('.sender', { hasText: 'Bo the Elder' }).waitFor()
    await row.getByText('at lunch').waitFor({ state: 'detached' })
  })

  it('PAGE-170 PAGE-172 so is a conversation of two, whether chosen out of the directory or begun by the other', async () => {
    const { page } = ada
    await page.getByRole('button', { name: 'New conversation' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Talk to somebody' })
    await dialog.getByLabel('Their name').fill('elder')
    await dialog.getByRole('button', { name: 'Bo the Elder' }).click()
    await dialog.getByRole('button', { name: 'Open conversation' }).click()
    await page.locator('.bar').getByRole('heading', { name: 'Bo the Elder', level: 2 }).waitFor()
    await page.locator('.row-name', { hasText: 'Bo the Elder' }).waitFor()
    const cy = talkerAt(world.at().url, 'cy')
    await cy.client.setProfile({ displayName: 'Cy Young' as never })
    cy.client.close()
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })
})
