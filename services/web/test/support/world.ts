import * as E from 'fp-ts/lib/Either.js'
import type { Browser } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { type Server, startServer } from './server.ts'

/** A browser and a whole server, for the tests of one file. */
export interface World {
  /** No browser runs here: a line has said why. */
  readonly skipped: boolean
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
  /** The browser and the server's address, once it has started. */
  readonly at: () => { readonly browser: Browser; readonly url: string }
}

export const openWorld = async (tested: string): Promise<World> => {
  const opened = await openBrowser()
  if (E.isLeft(opened)) console.warn(`skipped: ${tested}, for ${opened.left}`)
  const browser = E.isRight(opened) ? opened.right : undefined
  let server: Server | undefined
  return {
    skipped: browser === undefined,
    start: async () => {
      server = await startServer()
    },
    close: async () => {
      await browser?.close()
      await server?.close()
    },
    at: () => {
      if (browser === undefined || server === undefined) throw new Error('It has not started')
      return { browser, url: server.url }
    },
  }
}
