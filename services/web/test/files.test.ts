import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, personAt } from './support/person.ts'
import { type Talker, talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('files that people send')
/** One red pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
)

describe.skipIf(world.skipped)('files that people send', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let ada: Person
  let bo: Person
  let talker: Talker

  const attach = (who: Person, ...files: ReadonlyArray<{ name: string; mimeType: string; buffer: Buffer }>) =>
    who.page.locator('.composer input[type=file]').setInputFiles([...files])

  it('PAGE-190, PAGE-191 a picture and a file are chosen, uploaded, sent with words and shown to the others', async () => {
    const { browser, url } = world.at()
    talker = talkerAt(url, 'cy')
    await talker.create('board', 'ada', 'bo')
    ada = await personAt(browser, url, 'ada')
    bo = await personAt(browser, url, 'bo')
    for (const one of [ada, bo]) await one.row('board').click()
    await attach(
      ada,
      { name: 'dot.png', mimeType: 'image/png', buffer: pixel },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
    )
    const chosen = ada.page.getByRole('list', { name: 'Files to send' })
    await chosen.locator('[data-state=there]').nth(1).waitFor()
    await ada.composer.fill('a dot')
    await ada.page.keyboard.press('Enter')
    const picture = bo.message('a dot').getByRole('img', { name: 'dot.png' })
    await picture.waitFor()
    await expect
      .poll(() => picture.evaluate((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0)))
      .toBe(1)
    await bo.message('notes.txt').getByText('5 bytes').waitFor()
    expect(await chosen.count()).toBe(0)
    const [kept] = await Promise.all([
      bo.page.waitForEvent('download'),
      bo.page.getByRole('button', { name: 'Open notes.txt' }).click(),
    ])
    expect(kept.suggestedFilename()).toBe('notes.txt')
  })

  it('PAGE-192 a file that is not what it was said to be says so, and is taken out', async () => {
    await attach(ada, { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from('<script>') })
    await ada.page.getByRole('alert').filter({ hasText: 'It was said to be image' }).waitFor()
    await ada.page.getByRole('button', { name: 'Take out cat.png' }).click()
    expect(await ada.page.getByRole('list', { name: 'Files to send' }).count()).toBe(0)
  })

  it('PAGE-190 what is pasted or dropped is attached, too', async () => {
    for (const name of ['pasted.txt', 'dropped.txt']) {
      await ada.composer.evaluate((area: EventTarget, called) => {
        const data = new DataTransfer()
        data.items.add(new File(['x'], called, { type: 'text/plain' }))
        const how = { bubbles: true, cancelable: true }
        area.dispatchEvent(
          called === 'pasted.txt'
            ? new ClipboardEvent('paste', { ...how, clipboardData: data })
            : new DragEvent('drop', { ...how, dataTransfer: data }),
        )
      }, name)
      await ada.page.locator('[data-state=there]', { hasText: name }).waitFor()
    }
    await ada.composer.press('Enter')
    await bo.message('dropped.txt').waitFor()
    for (const one of [ada, bo]) expect(one.errors).toEqual([])
    talker.client.close()
  })
})
