import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'

/** How long a condition is waited for, in milliseconds: as long as the busiest machine may need. */
export const timeout = 60_000

/** Somebody at a window of their own, and what they see there. */
export interface Person {
  readonly page: Page
  /** What went wrong in the page, which should be nothing. */
  readonly errors: ReadonlyArray<string>
  readonly row: (name: string) => Locator
  readonly message: (text: string) => Locator
  readonly composer: Locator
  readonly thread: Locator
  readonly say: (text: string) => Promise<void>
  /** Gets at what can be done with a message, and does it. */
  readonly act: (text: string, action: string) => Promise<void>
}

/** Opens a window, signs in and waits for the conversation list; `before` is shown the page before one signs in. */
export const personAt = async (
  browser: Browser,
  url: string,
  name: string,
  options: BrowserContextOptions = {},
  before: (person: Person) => Promise<void> = async () => undefined,
): Promise<Person> => {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.setDefaultTimeout(timeout)
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  const conversation = page.getByRole('region', { name: 'Conversation' })
  const message = (text: string): Locator => conversation.locator('article', { hasText: text })
  const person: Person = {
    page,
    errors,
    row: (channel) => page.locator('.row', { has: page.getByText(channel, { exact: true }) }),
    message,
    composer: conversation.getByRole('textbox', { name: /^Message/ }),
    thread: page.getByRole('complementary', { name: 'Thread' }),
    say: async (text) => {
      await conversation.getByRole('textbox', { name: /^Message/ }).fill(text)
      await page.keyboard.press('Enter')
      await message(text).and(page.locator('[data-message]')).waitFor()
    },
    act: async (text, action) => {
      await message(text).hover()
      await message(text).getByRole('button', { name: action }).click()
    },
  }
  await page.goto(url)
  await before(person)
  await page.getByLabel('Your name').fill(name)
  await page.keyboard.press('Enter')
  await page.getByText('You are in no channel yet.').or(page.locator('.row').first()).waitFor()
  return person
}

/** Creates a channel by the dialog, with people whoever they are, and waits until one is in it. */
export const createChannel = async (person: Person, name: string, people = ''): Promise<void> => {
  const { page } = person
  await page.getByRole('button', { name: 'New channel' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New channel' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('People').fill(people)
  await dialog.getByRole('button', { name: 'Create channel' }).click()
  const made = page.locator('.bar').getByRole('heading', { name, level: 2 })
  const anyway = dialog.getByRole('button', { name: 'Create it with them anyway' })
  await made.or(anyway).first().waitFor()
  // Somebody who has just come for the first time is known to nobody.
  if (await anyway.isVisible()) await anyway.click()
  await made.waitFor()
  await person.composer.waitFor()
}
