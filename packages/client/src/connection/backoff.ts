/**
 * How long to wait before the next try, in milliseconds: doubling from 250 to 10,000, of which a random half is
 * taken off, so that those who lost a server together do not come back together.
 */
export const backoff = (failures: number, random: () => number = Math.random): number => {
  const most = Math.min(10_000, 250 * 2 ** failures)
  return (most * (1 + random())) / 2
}
