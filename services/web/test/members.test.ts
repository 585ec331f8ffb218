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
})
