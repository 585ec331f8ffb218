import axe from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * What axe finds wrong in the page as it stands, each with where it is: by all its rules, or by those alone that look
 * at colours, which are all that is different in the same view in dark.
 */
export const axeFindings = async (page: Page, rules: 'all' | 'colours'): Promise<ReadonlyArray<string>> => {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source)
  const results = await page.evaluate((only) => {
    const here = globalThis as typeof globalThis & { readonly axe: typeof axe }
    return here.axe.run(document, {
      resultTypes: ['violations'],
      ...(only === 'all'
        ? {}
        : { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }),
    })
  }, rules)
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ')
      return `${id}: ${html.slice(0, 160)} ${why}`
    }),
  )
}
