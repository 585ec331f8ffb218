import type { Browser } from 'playwright-core'
import { createChannel, type Person, personAt } from './person.ts'
import { proxyTo } from './proxy.ts'

/** Shows one view after the other to `at`, which is told its name; all that people can come to see. */
export const walkViews = async (
  browser: Browser,
  url: string,
  at: (view: string, person: Person) => Promise<void>,
): Promise<void> => {
  const proxy = await proxyTo(url)
  const ada = await personAt(browser, proxy.url, 'ada lovelace', {}, (person) => at('sign-in', person))
  await at('nothing yet', ada)
  const bo = await personAt(browser, url, 'bo')
  await createChannel(ada, 'tea-room', 'bo')
  await at('an empty channel', ada)
  await bo.row('tea-room').click()
  await talk(ada, bo)
  await at('a conversation', ada)
  await messages(ada, bo, at)
  await dialogs(ada, at)
  await details(ada, at)
  await otherPlaces(ada, bo, at)
  proxy.cut()
  await ada.page.getByText('Connection lost').waitFor()
  await ada.composer.fill('while away')
  await ada.page.keyboard.press('Enter')
  await ada.message('while away').getByText('sending…').waitFor()
  await at('a lost connection', ada)
  await proxy.close()
  await Promise.all([ada, bo].map(({ page }) => page.context().close()))
}

type At = (view: string, person: Person) => Promise<void>

/** Something of every kind that can be said. */
const talk = async (ada: Person, bo: Person): Promise<void> => {
  await ada.composer.fill('The kettle is on, and there is cake: `lemon`, from https://example.org/cake, @bo')
  await ada.page.keyboard.press('Enter')
  await ada.say('It was @bo who asked for it')
  await ada.composer.fill(
    '```ts\nconst cups = people.filter(({ thirsty }) => thirsty).map(({ cup }) => cup).concat(spareCups).length\n```',
  )
  await ada.page.keyboard.press('Enter')
  await bo.say('Coming, @ada lovelace')
  await bo.composer.fill('/me brings cups')
  await bo.page.keyboard.press('Enter')
  await bo.say('and saucers')
  await bo.act('and saucers', 'Edit')
  await bo.page.getByLabel('Edit message').fill('and the good saucers')
  await bo.page.keyboard.press('Enter')
  await ada.say('not this one')
  await ada.act('not this one', 'Delete')
  await ada.message('not this one').getByRole('button', { name: 'Delete it?' }).click()
  await ada.page.getByText('This message was deleted.').waitFor()
  await bo.act('kettle is on', 'React')
  await bo.page.getByRole('button', { name: 'React with 🎉' }).click()
  await ada.act('kettle is on', 'React')
  await ada.page.getByLabel('Any reaction').fill('splendid')
  await ada.page.keyboard.press('Enter')
  await ada.message('kettle is on').getByRole('button', { name: 'splendid, 1' }).waitFor()
  await ada.message('kettle is on').getByRole('button', { name: '🎉, 1' }).waitFor()
  await bo.act('kettle is on', 'Reply in thread')
  await bo.thread.getByLabel('Reply').fill('how strong?')
  await bo.page.keyboard.press('Enter')
  await ada.message('kettle is on').getByRole('link', { name: '1 reply' }).waitFor()
  await bo.page.getByRole('button', { name: 'Close thread' }).click()
  await bo.composer.pressSequentially('I')
  await ada.page.getByText('bo is typing…').first().waitFor()
}

/** What can be done with a message, each while it is done. */
const messages = async (ada: Person, bo: Person, at: At): Promise<void> => {
  await ada.message('It was').hover()
  await at("a message's tools", ada)
  await ada.message('It was').getByRole('button', { name: 'Delete' }).click()
  await ada.message('It was').getByRole('button', { name: 'Delete it?' }).hover()
  await at('asked whether to delete', ada)
  await bo.act('It was', 'React')
  await at('picking a reaction', bo)
  await bo.page.keyboard.press('Escape')
  await ada.act('It was', 'Edit')
  await at('editing', ada)
  await ada.page.keyboard.press('Escape')
  await ada.message('kettle is on').getByRole('button', { name: 'See everybody' }).click()
  const reacted = ada.page.getByRole('dialog', { name: 'Reactions' })
  await reacted.getByRole('button', { name: 'splendid, 1' }).click()
  await reacted.getByText('(you)').waitFor()
  await at('who reacted', ada)
  await ada.page.keyboard.press('Escape')
  await ada.message('kettle is on').getByRole('link', { name: '1 reply' }).click()
  await ada.thread.getByText('how strong?').waitFor()
  await at('a thread', ada)
  await ada.page.getByRole('button', { name: 'Close thread' }).click()
}

const dialogs = async ({ page, ...ada }: Person, at: At): Promise<void> => {
  const person = { page, ...ada }
  for (const button of ['New channel', 'New conversation', 'Browse channels']) {
    await page.getByRole('button', { name: button }).first().click()
    await page.locator('dialog[open]').waitFor()
    if (button === 'Browse channels') await page.locator('.found li').first().waitFor()
    await at(button, person)
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
  }
  await page.keyboard.press('Control+k')
  await page.keyboard.type('te')
  await at('jumping', person)
  await page.getByRole('combobox').fill('somebody else')
  await page.getByRole('option', { name: 'Nobody called somebody else' }).waitFor()
  await at('jumping to nobody', person)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Write to them anyway' }).waitFor()
  await at('asked whether somebody is meant', person)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Search messages' }).click()
  await page.getByRole('combobox', { name: 'What to look for' }).fill('ket "cake"')
  await page.getByText('1 message found').waitFor()
  await at('searching', person)
  await page.getByRole('combobox', { name: 'What to look for' }).fill('nothing of the kind')
  await page.getByText('Nothing of that was found').waitFor()
  await at('searching in vain', person)
  await page.keyboard.press('Escape')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
}

const details = async (ada: Person, at: At): Promise<void> => {
  const { page } = ada
  await ada.say('One cup each. '.repeat(60).trim())
  for (const text of ['It was', 'One cup each.']) await ada.act(text, 'Pin')
  await page.getByRole('button', { name: 'Members and details' }).click()
  await page.locator('[data-member=bo]').waitFor()
  await page.getByRole('region', { name: 'Pinned' }).getByText('One cup each.').waitFor()
  await at('details', ada)
  await page.getByRole('button', { name: 'Rename or describe' }).click()
  await at('describing', ada)
  await page.getByLabel('What it is about').fill('Leaves and water')
  await page.getByLabel('Name').fill('n'.repeat(200))
  await page.getByLabel('Add people').fill('nobody at all')
  await page.keyboard.press('Enter')
  await page.getByText('Nobody called “nobody at all” is known here.').waitFor()
  await at('what is not taken', ada)
  await page.getByLabel('Add people').fill('')
  await page.getByLabel('Name').fill('tea-room')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Archive channel' }).click()
  await page.getByRole('button', { name: 'Archive it?' }).hover()
  await at('asked whether to archive', ada)
  await page.getByRole('button', { name: 'Leave channel' }).click()
  await page.getByRole('button', { name: 'Leave it?' }).click()
  await page.getByRole('alert').getByText('without an owner').waitFor()
  await at('a notice', ada)
  await page.getByRole('button', { name: 'Dismiss' }).click()
}

const otherPlaces = async (ada: Person, bo: Person, at: At): Promise<void> => {
  const tea = ada.page.url().replace('/details', '')
  await createChannel(ada, 'chess by post')
  await bo.say('something new')
  await ada.row('tea-room').getByLabel('1 unread').waitFor()
  await at('something unread', ada)
  await ada.page.getByRole('button', { name: 'Members and details' }).click()
  await ada.page.getByRole('button', { name: 'Archive channel' }).click()
  await ada.page.getByRole('button', { name: 'Archive it?' }).click()
  await ada.composer.waitFor({ state: 'detached' })
  await at('an archived channel', ada)
  await bo.page.goto(
    `${new URL(bo.page.url()).origin}/${new URL(ada.page.url()).hash.replace('/details', '')}`,
  )
  await bo.page.getByText('You are not in this channel.').waitFor()
  await at('a channel that one is not in', bo)
  await ada.page.goto(tea.replace(/#.*/, '#/nowhere'))
  await ada.page.getByText('This address leads to nothing here.').waitFor()
  await at('an address that leads nowhere', ada)
  await ada.page.goto(`${tea}/t/00000000-0000-5000-8000-000000000000`)
  await ada.thread.getByText('There is no such message.').waitFor()
  await at('a thread that is not there', ada)
  await ada.page.goto(tea)
  await ada.message('something new').waitFor()
  await at('a line above what is new', ada)
}
