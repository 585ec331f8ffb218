import type { ResultOf } from '@parley/contract'
import { counted } from '../app/names.ts'

type Limited = NonNullable<ResultOf<'restraints'>['limited']>

/** A stretch of time, in the largest unit that it is whole in. */
export const windowWords = (seconds: number): string => {
  if (seconds % 3_600 === 0) return counted(seconds / 3_600, 'hour')
  return seconds % 60 === 0 ? counted(seconds / 60, 'minute') : counted(seconds, 'second')
}

/** How much one may send. */
export const limitWords = ({ limit, windowSeconds }: Pick<Limited, 'limit' | 'windowSeconds'>): string =>
  `${counted(limit, 'message')} in ${windowWords(windowSeconds)}`

const moment = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/** When one may send again. */
export const retryWords = (retryAt: string): string =>
  `You may send again at ${moment.format(new Date(retryAt))}.`

/** How much one may send, and when again. */
export const limitedWords = (limited: Limited): string => {
  const name = limited.limit === 1 ? 'Slow mode' : 'Limited'
  const again = limited.retryAt === null ? '' : ` ${retryWords(limited.retryAt)}`
  return `${name}: ${limitWords(limited)}.${again}`
}
