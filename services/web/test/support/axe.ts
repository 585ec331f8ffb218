import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds wrong in the page as it stands, each with where it is; all its rules count. */
export const axeFindings = async (page: Page): Promise<ReadonlyArray<string>> => {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source)
  const results = await page.evaluate(() => {
    const here = globalThis as typeof globalThis & { readonly axe: typeof axe }
    return here.axe.run(document, { resultTypes: ['violations'] })
  })
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ')
      return `${id}: ${html.slice(0, 160)} ${why}`
    }),
  )
}
