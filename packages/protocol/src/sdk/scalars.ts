import { fitsInto, maxDataBytes } from '@parley/domain'
import { oneOf, passing, type Read } from './read.ts'

const matching = (pattern: RegExp, mostUnits = Infinity): Read =>
  passing((value) => typeof value === 'string' && value.length <= mostUnits && pattern.test(value))

const whole = (least: number, most = Infinity): Read =>
  passing((value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most)

export const boolean = oneOf(true, false)
export const number = passing((value) => typeof value === 'number')
export const count = whole(0)
export const positive = whole(1)
export const flagCount = whole(0, 100)
export const flagLimit = whole(1, 100)
export const limitCount = whole(1, 1_000)
export const windowSeconds = whole(1, 86_400)

// `\p{Cs}` is half of a surrogate pair, where a pattern is read by code points (`u`).
export const string = matching(/^/)
export const uuid = matching(/^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/)
export const slug = matching(/^[a-z\d][a-z\d_-]{0,63}$/)
export const name = matching(/^[^\p{Cc}\p{Cs}]{1,128}$/u)
export const reactionName = matching(/^[^\p{Cc}\p{Cs}\s]{1,64}$/u)
const said = /^(?=.*\S)[^\0\p{Cs}]+$/su
export const messageText = matching(said, 20_000)
export const fileId = matching(/^[\w.~-]{1,128}$/)
export const mimeType = matching(/^([a-z\d][a-z\d!#$&^_.+-]{0,126}(\/(?!$)|$)){2}$/)
const shown = /^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u
export const label = matching(shown, 255)
export const altText = matching(shown, 180)
export const extension = matching(/^[a-z\d]{0,16}$/)
export const tag = matching(shown, 64)
export const link = matching(/^https?:\/\/[!-~]+$/, 2_048)
const within = (most: number): Read =>
  passing((value) => typeof value === 'number' && Math.abs(value) <= most)
export const latitude = within(90)
export const longitude = within(180)
const upTo = (most: number): Read => passing((value) => fitsInto(value, most))
export const data = upTo(maxDataBytes)
export const metadata = upTo(8_192)
export const reason = matching(said, 500)
export const nickname = matching(shown, 64)
export const outerId = matching(shown, 128)
export const displayName = matching(shown, 128)
export const statusText = matching(shown, 140)
export const draftText = matching(/^[^\0\p{Cs}]*$/u, 20_000)
export const timestamp = passing(
  // Only the text of a moment is written back as it was; one with a year of more than four digits begins with a sign.
  (value) => new Date(value as string).toJSON() === value && /^\d/.test(value),
)
