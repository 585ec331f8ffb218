import { certain, MessageText, UserId } from '@parley/domain'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { personAt } from './support/person.ts'
import { talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('members in a browser')

describe.skipIf(world.skipped)('members in a browser', () => {
  beforeAll(world.start)
  afterAll(world.close)

  it('PAGE-25 come page by page, and nothing that is said has them asked for again', async () => {
    const { browser, url } = world.at()
    const bo = talkerAt(url, 'bo')
    onTestFinished(bo.client.close)
    const people = Array.from({ length: 120 }, (_, index) => `person ${String(index).padStart(3, '0')}`)
    const channelId = await bo.create('the hall', 'ada', ...people.slice(0, 60))
    for (const one of people.slice(60))
      await bo.client.command({ type: 'AddMember', channelId, userId: certain(UserId, one) })
    const ada = await personAt(browser, url, 'ada')
    const asked: string[] = []
    ada.page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('"type":"members"')) asked.push(String(payload))
      }),
    )
    await ada.page.reload()
    await ada.row('the hall').click()
    await ada.page.getByRole('button', { name: 'Members and details' }).click()
    const details = ada.page.getByRole('complementary', { name: 'Details' })
    const rows = details.locator('[data-member]')
    await details.locator('[data-member=ada]').waitFor()
    expect(await rows.count()).toBeLessThan(120)
    await expect
      .poll(async () => {
        await details.locator('.details-content').evaluate((element) => element.scrollBy(0, 900))
        return rows.count()
      })
      .toBe(122)
    const before = asked.length
    expect(before).toBe(3)
    for (let n = 1; n <= 10; n += 1)
      await bo.client.send({ channelId, body: { kind: 'text', text: certain(MessageText, `said ${n}`) } })
    await ada.message('said 10').waitFor()
    // Who comes, goes and changes is shown by what happens alone.
    await bo.client.command({ type: 'AddMember', channelId, userId: certain(UserId, 'person 005b') })
    await details.locator('[data-member="person 005b"]').waitFor({ state: 'attached' })
    await bo.client.command({ type: 'RemoveMember', channelId, userId: certain(UserId, 'person 007') })
    await details.locator('[data-member="person 007"]').waitFor({ state: 'detached' })
    await bo.client.command({
      type: 'ChangeRole',
      channelId,
      userId: certain(UserId, 'person 009'),
      role: 'admin',
    })
    await details.locator('[data-member="person 009"] .role').waitFor({ state: 'attached' })
    expect(asked.length).toBe(before)
    const shown = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-member')))
    expect(shown).toEqual(shown.toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1)))
    expect(ada.errors).toEqual([])
  })

  it('PAGE-120 an owner ranks members, makes one a guest, and hands the channel over when asked twice', async () => {
    const { browser, url } = world.at()
    const bo = talkerAt(url, 'bo')
    onTestFinished(bo.client.close)
    const channelId = await bo.create('the club', 'ada', 'cleo')
    await bo.client.command({ type: 'TransferOwnership', channelId, userId: certain(UserId, 'ada') })
    const ada = await personAt(browser, url, 'ada')
    await ada.row('the club').click()
    await ada.page.getByRole('button', { name: 'Members and details' }).click()
    const details = ada.page.getByRole('complementary', { name: 'Details' })
    const role = (name: string) => details.getByRole('combobox', { name: `Role of ${name}` })
    await role('cleo').selectOption('guest')
    await expect.poll(() => role('cleo').inputValue()).toBe('guest')
    await role('bo').selectOption('owner instead of you…')
    // Nothing has happened yet.
    expect(await role('bo').inputValue()).toBe('admin')
    await details.getByRole('button', { name: 'Hand it over?' }).click()
    await details.locator('[data-member=bo] .role', { hasText: 'owner' }).waitFor()
    expect(await details.locator('[data-member=ada] .role').textContent()).toBe('admin')
    expect(ada.errors).toEqual([])
  })

  it('PAGE-140 one begins a channel of a kind, of a company where it is of one, and ends what is live for good', async () => {
    const { browser, url } = world.at()
    const ada = await personAt(browser, url, 'ada')
    const begin = async (name: string, kind: RegExp): Promise<void> => {
      await ada.page.getByRole('button', { name: 'New channel' }).first().click()
      await ada.page.getByLabel('Name', { exact: true }).fill(name)
      await ada.page.getByRole('radio', { name: kind }).check()
    }
    const create = ada.page.getByRole('button', { name: 'Create channel' })
    await begin('help with tea', /^Support/)
    await create.click()
    await ada.page.getByText('Which company is it of?').waitFor()
    await ada.page.getByRole('textbox', { name: 'Company' }).fill('Tea & Sons')
    await create.click()
    await ada.row('help with tea').waitFor()
    await ada.page.getByRole('button', { name: 'Members and details' }).click()
    const details = ada.page.getByRole('complementary', { name: 'Details' })
    await details.getByText('Company Tea & Sons').waitFor()
    await begin('the kettle boils', /^Live/)
    await create.click()
    await ada.row('the kettle boils').waitFor()
    await ada.page.getByRole('button', { name: 'Members and details' }).click()
    await details.getByRole('button', { name: 'End channel' }).click()
    await details.getByRole('button', { name: 'End it for good?' }).click()
    await details.getByText('Over', { exact: true }).waitFor()
    expect(await details.getByRole('button', { name: 'Open channel again' }).count()).toBe(0)
    expect(ada.errors).toEqual([])
  })
})
