const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' })
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dateOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const fullDay = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const dayThisYear = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })

/** The local day of a moment, as a key. */
export const dayOf = (at: string): string => new Date(at).toDateString()

export const clockTime = (at: string): string => clock.format(new Date(at))
export const fullTime = (at: string): string => full.format(new Date(at))

const daysAgo = (at: string): number => {
  const midnight = (moment: Date): number =>
    Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate())
  return (midnight(new Date()) - midnight(new Date(at))) / 86_400_000
}

/** A day as a separator names it. */
export const dayWords = (at: string): string => {
  const ago = daysAgo(at)
  if (ago === 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  const isThisYear = new Date(at).getFullYear() === new Date().getFullYear()
  return (isThisYear ? dayThisYear : fullDay).format(new Date(at))
}

/** A moment as the list names it: shorter, the longer ago. */
export const shortTime = (at: string): string => {
  const ago = daysAgo(at)
  if (ago === 0) return clockTime(at)
  if (ago > 0 && ago < 7) return weekday.format(new Date(at))
  const isThisYear = new Date(at).getFullYear() === new Date().getFullYear()
  return (isThisYear ? date : dateOfYear).format(new Date(at))
}
