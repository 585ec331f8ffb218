import {
  maxChannelNameLength,
  maxDescriptionLength,
  maxNameLength,
  maxReactionLength,
  maxTextLength,
} from '@parley/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChannel, type Person, personAt } from './support/person.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('what is typed')

describe.skipIf(world.skipped)('what is typed', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let ida: Person
  const alert = (words: string) => ida.page.getByRole('alert').getByText(words)

  it('PAGE-43 a name to sign in by: blank, and too long', async () => {
    const { browser, url } = world.at()
    ida = await personAt(browser, url, 'ida', {}, async ({ page }) => {
      const name = page.getByLabel('Your name')
      await name.fill('  ')
      await page.keyboard.press('Enter')
      await page.getByText('Say who you are first.').waitFor()
      await name.fill('n'.repeat(maxNameLength + 1))
      await page.getByText('A name has 128 characters at the most; this has 129.').waitFor()
      await page.keyboard.press('Enter')
      expect(await name.getAttribute('aria-invalid')).toBe('true')
    })
    expect(ida.errors).toEqual([])
  })

  it('PAGE-43 a channel: no name, a name and a description that are too long', async () => {
    const { page } = ida
    await page.getByRole('button', { name: 'New channel' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New channel' })
    await page.keyboard.press('Enter')
    await alert('A channel has a name.').waitFor()
    await dialog.getByLabel('Name').fill('n'.repeat(maxChannelNameLength + 1))
    await alert('A name has 128 characters at the most; this has 129.').waitFor()
    await dialog.getByLabel('What it is about').fill('a'.repeat(maxDescriptionLength + 1))
    await page.keyboard.press('Enter')
    await alert('A description has 1,000 characters at the most; this has 1,001.').waitFor()
    await page.keyboard.press('Escape')
    await createChannel(ida, 'scroll')
    expect(ida.errors).toEqual([])
  })

  it('PAGE-44 28,000 characters that are pasted stay, are counted, and are sent as two', async () => {
    const line = `${'word '.repeat(199)}end\n`
    const text = line.repeat(28).trimEnd()
    await ida.composer.fill(text)
    expect(await ida.composer.inputValue()).toBe(text)
    const words = `A message has 20,000 characters at the most; this has ${text.length.toLocaleString('en')}.`
    await alert(words).waitFor()
    await ida.page.keyboard.press('Enter')
    expect(await ida.composer.inputValue()).toBe(text)
    await ida.page.getByRole('button', { name: 'Send it as 2 messages' }).click()
    await ida.page.locator('[data-message]').nth(1).waitFor()
    const said = await ida.page.locator('[data-message] .body').allTextContents()
    expect(said.join('\n')).toBe(text)
    expect(await ida.composer.inputValue()).toBe('')
    expect(ida.errors).toEqual([])
  })

  it('PAGE-43 a message: nothing to send, and little room left', async () => {
    await ida.composer.press('Enter')
    await alert('There is nothing to send yet.').waitFor()
    await ida.composer.fill('m'.repeat(maxTextLength - 7))
    await ida.page.getByText('7 characters left').waitFor()
    await ida.composer.fill('short')
    await ida.page.getByText('characters left').waitFor({ state: 'detached' })
    await ida.page.keyboard.press('Enter')
    await ida.message('short').and(ida.page.locator('[data-message]')).waitFor()
    expect(ida.errors).toEqual([])
  })

  it('PAGE-43 an edit: blank, and too long', async () => {
    await ida.act('short', 'Edit')
    const editor = ida.page.getByLabel('Edit message')
    await editor.fill(' \n ')
    await ida.page.keyboard.press('Enter')
    await alert('A message is not blank.').waitFor()
    await editor.fill('e'.repeat(maxTextLength + 1))
    await alert('this has 20,001.').waitFor()
    await ida.page.keyboard.press('Enter')
    await editor.fill('shorter')
    await ida.page.keyboard.press('Enter')
    await ida.message('shorter').getByText('(edited)').waitFor()
    expect(ida.errors).toEqual([])
  })

  it('PAGE-43 a reaction: with a space, too long, and none', async () => {
    await ida.act('shorter', 'React')
    const word = ida.page.getByLabel('Any reaction')
    await word.fill('well done')
    await ida.page.keyboard.press('Enter')
    await alert('A reaction is one word, with no space in it.').waitFor()
    await word.fill('😂'.repeat(maxReactionLength + 1))
    await alert('A reaction has 64 characters at the most; this has 65.').waitFor()
    await word.fill('')
    await ida.page.keyboard.press('Enter')
    await alert('A reaction is an emoji or a word.').waitFor()
    await word.fill('well-done')
    await ida.page.keyboard.press('Enter')
    await ida.message('shorter').getByRole('button', { name: 'well-done, 1' }).waitFor()
    expect(ida.errors).toEqual([])
  })

  it('PAGE-43 a channel written anew: a name that is blank, a description that is too long', async () => {
    await ida.page.getByRole('button', { name: 'Members and details' }).click()
    const details = ida.page.getByRole('complementary', { name: 'Details' })
    await details.getByRole('button', { name: 'Rename or describe' }).click()
    await details.getByLabel('Name').fill(' ')
    await ida.page.keyboard.press('Enter')
    await alert('A channel has a name.').waitFor()
    await details.getByLabel('Name').fill('roll')
    await details.getByLabel('What it is about').fill('d'.repeat(maxDescriptionLength + 1))
    await alert('this has 1,001.').waitFor()
    await details.getByRole('button', { name: 'Save' }).click()
    await details.getByLabel('What it is about').fill('long things')
    await details.getByRole('button', { name: 'Save' }).click()
    await ida.page.getByRole('heading', { name: 'roll', level: 2 }).waitFor()
    expect(ida.errors).toEqual([])
  })
})
