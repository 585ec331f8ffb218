import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './support/axe.ts'
import { createChannel, type Person, personAt } from './support/person.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('who has read what')

describe.skipIf(world.skipped)('who has read what', () => {
  beforeAll(world.start)
  afterAll(world.close)

  const shot = async (person: Person, name: string): Promise<void> => {
    const folder = process.env['PARLEY_SCREENSHOTS']
    if (folder === undefined) return
    mkdirSync(folder, { recursive: true })
    await person.page.screenshot({ path: `${folder}/${name}.png` })
  }

  it('PAGE-150 PAGE-151 stands behind what one said, and in a dialog by name', async () => {
    const { browser, url } = world.at()
    const [ada, bo, phone] = await Promise.all([
      personAt(browser, url, 'ada', { viewport: { width: 1280, height: 760 } }),
      personAt(browser, url, 'bo'),
      personAt(browser, url, 'ada', { viewport: { width: 390, height: 760 } }),
    ])
    await createChannel(ada, 'tea', 'bo')
    await ada.say('anybody there?')
    const tick = (person: Person, status: string) =>
      person.message('anybody there?').getByRole('img', { name: status, exact: true })
    // It has come to his page, which shows something else.
    await bo.row('tea').waitFor()
    await tick(ada, 'Delivered').waitFor()
    await ada.act('anybody there?', 'Read by')
    const dialog = ada.page.getByRole('dialog', { name: 'Read by' })
    await dialog.getByRole('region', { name: 'Delivered' }).getByText('bo').waitFor()
    await bo.row('tea').click()
    await dialog.getByRole('region', { name: 'Read' }).getByText('bo').waitFor()
    await tick(ada, 'Read').waitFor({ state: 'attached' })
    await shot(ada, 'read-by-desk')
    expect(await axeFindings(ada.page, 'all')).toEqual([])
    await ada.page.keyboard.press('Escape')
    await ada.page.locator('article:focus-within', { hasText: 'anybody there?' }).waitFor()
    await phone.row('tea').click()
    await tick(phone, 'Read').waitFor()
    await shot(ada, 'ticks-desk')
    await shot(phone, 'ticks-phone')
    await phone.message('anybody there?').click()
    await phone.message('anybody there?').getByRole('button', { name: 'Read by' }).click()
    await phone.page.getByRole('region', { name: 'Read' }).getByText('bo').waitFor()
    await shot(phone, 'read-by-phone')
    // What others said has no ticks, and nobody but them is offered to look.
    await bo.say('here I am')
    await ada.message('here I am').hover()
    await ada.message('here I am').getByRole('button', { name: 'React' }).waitFor()
    expect(await ada.message('here I am').getByRole('button', { name: 'Read by' }).count()).toBe(0)
    expect(await ada.message('here I am').locator('.ticks').count()).toBe(0)
    await bo.page.getByRole('button', { name: 'Members and details' }).click()
    await bo.page.getByRole('button', { name: 'Keep to myself what I read' }).click()
    await tick(ada, 'Sent').waitFor()
    await ada.act('anybody there?', 'Read by')
    await dialog.getByText('Nobody else here lets it be known.').waitFor()
    await bo.page.getByRole('button', { name: 'Let others know what I read' }).click()
    await dialog.getByRole('region', { name: 'Read' }).getByText('bo').waitFor()
    expect([...ada.errors, ...bo.errors, ...phone.errors]).toEqual([])
  })
})
