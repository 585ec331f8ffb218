import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChannel, type Person, personAt } from './support/person.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('what is pinned')

const pinsOf = ({ page }: Person) => page.getByRole('region', { name: 'Pinned' })

describe.skipIf(world.skipped)('what is pinned', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let ada: Person
  let bo: Person

  it('PAGE-70 is offered to who may, and shown to everybody', async () => {
    const { browser, url } = world.at()
    ;[ada, bo] = await Promise.all([personAt(browser, url, 'ada'), personAt(browser, url, 'bo')])
    await createChannel(ada, 'board', 'bo')
    await bo.row('board').click()
    for (const text of ['bring cups', 'bring tea', 'bring cake']) {
      await ada.say(text)
      await ada.act(text, 'Pin')
    }
    await ada.page.getByRole('button', { name: 'Members and details' }).click()
    await bo.page.getByRole('button', { name: 'Members and details' }).click()
    await pinsOf(bo).getByText('bring cake').waitFor()
    expect(await pinsOf(bo).getByRole('button').count()).toBe(0)
    await bo.message('bring tea').hover()
    await bo.message('bring tea').getByRole('button', { name: 'React' }).waitFor()
    expect(await bo.message('bring tea').getByRole('button', { name: 'Pin' }).count()).toBe(0)
  })

  it('PAGE-71 says what its messages say after they were edited', async () => {
    await ada.act('bring tea', 'Edit')
    await ada.page.getByLabel('Edit message').fill('bring coffee')
    await ada.page.keyboard.press('Enter')
    await pinsOf(bo).getByText('bring coffee').waitFor()
    expect(await pinsOf(bo).getByText('bring tea').count()).toBe(0)
  })

  it('PAGE-54 hands the focus on as it goes', async () => {
    await pinsOf(ada).getByRole('button').first().focus()
    for (const left of ['2 pinned messages', '1 pinned message']) {
      await ada.page.keyboard.press('Enter')
      await pinsOf(ada).getByText(left).waitFor()
      await ada.page.locator('.pin button:focus').waitFor()
    }
    await ada.page.keyboard.press('Enter')
    await pinsOf(ada).waitFor({ state: 'detached' })
    await ada.page.locator('.details button:focus').waitFor()
    expect(ada.errors).toEqual([])
    await ada.page.keyboard.press('Escape')
  })

  it('PAGE-72 is unpinned in a thread, too', async () => {
    await ada.act('bring cups', 'Reply in thread')
    await ada.thread.getByLabel('Reply').fill('how many?')
    await ada.page.keyboard.press('Enter')
    const reply = ada.thread.locator('article[data-message]', { hasText: 'how many?' })
    await reply.hover()
    await reply.getByRole('button', { name: 'Pin', exact: true }).click()
    await pinsOf(bo).getByText('how many?').waitFor()
    await reply.getByRole('button', { name: 'Unpin' }).click()
    await pinsOf(bo).waitFor({ state: 'detached' })
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })

  it('PAGE-71 is known to who has just joined', async () => {
    const { browser, url } = world.at()
    await ada.act('bring cups', 'Pin')
    const cy = await personAt(browser, url, 'cy')
    await cy.page.goto(ada.page.url().replace(/\/t\/.*/, ''))
    await cy.page.getByText('You are not in this channel.').waitFor()
    await cy.page.getByRole('button', { name: /^Join/ }).click()
    await cy.message('bring cups').waitFor()
    await cy.page.getByRole('button', { name: 'Members and details' }).click()
    await pinsOf(cy).getByText('bring cups').waitFor()
    expect(cy.errors).toEqual([])
  })
})
