import { certain, Description, maxDescriptionLength, TypedDescription } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'

/** What there is room for of a text that says what a channel is about. */
export const descriptionOf = (text: string): Description => {
  const whole = TypedDescription.decode(text)
  if (E.isRight(whole)) return whole.right
  const cut = text
    .replaceAll('\u0000', '\ufffd')
    .toWellFormed()
    .normalize('NFC')
    .slice(0, maxDescriptionLength)
  return certain(Description, cut.replace(/[\ud800-\udbff]$/, ''))
}
