/** As much of a timeline as says how far it goes. */
interface Stretch {
  readonly messages: ReadonlyArray<unknown>
  readonly more: boolean
  readonly later: boolean
}
interface Timelines<T> {
  readonly timelines: Readonly<Record<string, T>>
}

/** So many messages a timeline keeps after a page was loaded (SDK-47); twice as many while they come. */
export const kept = 1_000

/**
 * What two clients show of the same channels, both from the beginning on: where one of them has let go of what is
 * later, the other without that too. Only what is beyond the bound may be missing, at the end, where the timeline says
 * that there is more; all else stays for the comparison.
 */
export const asFarAsKept = <T extends Stretch, S extends Timelines<T>>(both: {
  readonly one: S
  readonly other: S
}): { readonly one: S; readonly other: S } => {
  const cut = (own: S, others: S): S => ({
    ...own,
    timelines: Object.fromEntries(
      Object.entries(own.timelines).map(([channelId, timeline]) => {
        const other = others.timelines[channelId]
        const letGo = other !== undefined && mayLack(timeline, other)
        return [
          channelId,
          letGo ? { ...timeline, messages: timeline.messages.slice(0, kept), later: true } : timeline,
        ]
      }),
    ),
  })
  return { one: cut(both.one, both.other), other: cut(both.other, both.one) }
}

/** Whether what the second of two has less is what it has let go of. */
const mayLack = (long: Stretch, short: Stretch): boolean =>
  !long.more &&
  !short.more &&
  !long.later &&
  short.later &&
  short.messages.length === kept &&
  long.messages.length > kept &&
  long.messages.length <= 2 * kept
