import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { personAt } from './support/person.ts'
import { talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('moderation in a browser')

describe.skipIf(world.skipped)('moderation in a browser', () => {
  beforeAll(world.start)
  afterAll(world.close)

  it('PAGE-131 who may mute mutes a member and everybody; who is muted sees so where they would write', async () => {
    const { browser, url } = world.at()
    const bo = talkerAt(url, 'bo')
    onTestFinished(bo.client.close)
    const channelId = await bo.create('the quiet hall', 'ada', 'cy')
    await bo.client.command({ type: 'ChangeRole', channelId, userId: 'ada' as never, role: 'moderator' })
    const ada = await personAt(browser, url, 'ada')
    const cy = await personAt(browser, url, 'cy')
    await cy.row('the quiet hall').click()
    await ada.row('the quiet hall').click()
    await ada.page.getByRole('button', { name: 'Members and details' }).click()
    const details = ada.page.getByRole('complementary', { name: 'Details' })
    const writing = (page: typeof cy.page) => page.getByRole('textbox', { name: 'Message the quiet hall' })
    await writing(cy.page).waitFor()
    expect(await details.getByLabel('Mute bo').count()).toBe(0)
    await details.getByLabel('Mute cy').selectOption('an hour')
    const muted = details.getByRole('region', { name: 'Muted' })
    await muted.getByRole('button', { name: 'Unmute cy' }).waitFor()
    await cy.page.getByText(/You are muted in this channel until/).waitFor()
    await writing(cy.page).waitFor({ state: 'detached' })
    for (const width of [1280, 390])
      for (const { page } of [ada, cy]) {
        await page.setViewportSize({ width, height: 800 })
        const beyond = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement
          return scrollWidth - clientWidth
        })
        expect(beyond).toBe(0)
      }
    await muted.getByLabel('Mute everybody').selectOption('good')
    await muted.getByRole('button', { name: 'Unmute cy' }).click()
    await cy.page.getByText('This channel is muted: only moderators write.').waitFor()
    await muted.getByRole('button', { name: 'Unmute everybody' }).click()
    await writing(cy.page).waitFor()
    expect([...ada.errors, ...cy.errors]).toEqual([])
  })

  it('PAGE-132 who may set limits chooses slow mode; who is held by it sees so where they write, and when they may send again', async () => {
    const { browser, url } = world.at()
    const bo = talkerAt(url, 'bo')
    onTestFinished(bo.client.close)
    await bo.create('the slow hall', 'ada', 'cy')
    const [boss, cy] = [await personAt(browser, url, 'bo'), await personAt(browser, url, 'cy')]
    await cy.row('the slow hall').click()
    await boss.row('the slow hall').click()
    await boss.page.getByRole('button', { name: 'Members and details' }).click()
    await boss.page.getByLabel('Slow mode').selectOption('One message in 1 hour')
    await cy.page.getByText('Slow mode: 1 message in 1 hour.').waitFor()
    const box = cy.page.getByRole('textbox', { name: 'Message the slow hall' })
    await box.fill('one')
    await box.press('Enter')
    await cy.page.getByText(/You may send again at/).waitFor()
    await box.fill('two')
    await box.press('Enter')
    await cy.page.getByText(/That is too soon/).waitFor()
    await boss.page.getByText(/Set by bo/).waitFor()
    await boss.page.getByLabel('Slow mode').selectOption('Off')
    await cy.page.getByText(/Slow mode/).waitFor({ state: 'detached' })
    expect([...boss.errors, ...cy.errors]).toEqual([])
  })

  it('PAGE-133 who may flag reports a message, and who sees that deletes it or lets it stand', async () => {
    const { browser, url } = world.at()
    const bo = talkerAt(url, 'bo')
    onTestFinished(bo.client.close)
    const channelId = await bo.create('the loud hall', 'cy')
    await bo.say(channelId, 'buy tea')
    const [boss, cy] = [await personAt(browser, url, 'bo'), await personAt(browser, url, 'cy')]
    await boss.row('the loud hall').click()
    await boss.page.getByRole('button', { name: 'Members and details' }).click()
    const reports = boss.page.getByRole('region', { name: 'Reports' })
    await reports.getByText('No reports').waitFor()
    await cy.row('the loud hall').click()
    await cy.page.getByRole('article').filter({ hasText: 'buy tea' }).hover()
    await cy.page.getByRole('button', { name: 'Report', exact: true }).click()
    await cy.page.getByRole('button', { name: 'Report it?' }).click()
    await cy.page.getByRole('button', { name: 'Reported' }).waitFor()
    await reports.getByText('Reported by cy').waitFor()
    await reports.getByRole('button', { name: 'Let it stand' }).click()
    await reports.getByText('No reports').waitFor()
    await reports.getByLabel('Delete a message by itself').selectOption('By 2 reports')
    expect([...boss.errors, ...cy.errors]).toEqual([])
  })

  it('PAGE-130 who may ban bans from the list of members and takes it back; who is banned is told so', async () => {
    const { browser, url } = world.at()
    const bo = talkerAt(url, 'bo')
    onTestFinished(bo.client.close)
    const channelId = await bo.create('the hall', 'ada', 'cy')
    await bo.client.command({ type: 'ChangeRole', channelId, userId: 'ada' as never, role: 'moderator' })
    const ada = await personAt(browser, url, 'ada')
    const cy = await personAt(browser, url, 'cy')
    await cy.row('the hall').click()
    await ada.row('the hall').click()
    await ada.page.getByRole('button', { name: 'Members and details' }).click()
    const details = ada.page.getByRole('complementary', { name: 'Details' })
    expect(await details.getByLabel('Ban bo').count()).toBe(0)
    await details.getByLabel('Ban cy').selectOption('good')
    const banned = details.getByRole('region', { name: 'Banned' })
    await banned.getByText('for good').waitFor()
    await details.locator('[data-member=cy]').waitFor({ state: 'detached' })
    await cy.page.getByText('You are not in this channel.').waitFor()
    await cy.page.getByRole('button', { name: 'Join it' }).click()
    await cy.page.getByText('You are banned from this channel.').waitFor()
    for (const width of [1280, 390]) {
      await ada.page.setViewportSize({ width, height: 800 })
      const beyond = await ada.page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        return scrollWidth - clientWidth
      })
      expect(beyond).toBe(0)
    }
    await banned.getByRole('button', { name: 'Unban' }).click()
    await banned.waitFor({ state: 'detached', timeout: 10_000 })
    expect([...ada.errors, ...cy.errors]).toEqual([])
  })
})
