/** So many channels with so many members each, all online, and so many sends at once that are not yet acknowledged. */
export interface Case {
  readonly channels: number
  readonly members: number
  readonly inFlight: number
}

export const cases: ReadonlyArray<Case> = [
  { channels: 1, members: 10, inFlight: 64 },
  { channels: 10, members: 10, inFlight: 64 },
  { channels: 100, members: 10, inFlight: 128 },
  { channels: 1, members: 100, inFlight: 16 },
  { channels: 1, members: 1000, inFlight: 8 },
]

export const caseName = ({ channels, members }: Case): string => `${channels} x ${members}`
