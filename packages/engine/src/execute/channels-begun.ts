/** The channels that one person began, as far as the read models may not show them yet. */
export interface ChannelsBegun {
  /** One is being begun; to be called with the position at which it is visible, or undefined where it is not begun. */
  readonly begin: () => (position: number | undefined) => void
  /** How many are under way, or visible after a position only. Those that are visible there are forgotten. */
  readonly after: (position: number) => number
}

export const channelsBegun = (): ChannelsBegun => {
  let underWay = 0
  let positions: ReadonlyArray<number> = []
  return {
    begin: () => {
      underWay += 1
      return (position) => {
        underWay -= 1
        if (position !== undefined) positions = [...positions, position]
      }
    },
    after: (position) => {
      positions = positions.filter((one) => one > position)
      return underWay + positions.length
    },
  }
}
