import type { NamedVersions, Version, VersionRange } from './version.ts'

// Apart from the codecs: whoever bundles this for a browser would get all of them with it.

/** The versions that this build speaks. */
export const versions: VersionRange = { from: 1, to: 1 }

/** What a client of this build names: `versions`, as a number where it is one, which every server reads. */
export const ownVersions: NamedVersions = 1

const rangeOf = (named: NamedVersions): VersionRange =>
  typeof named === 'number' ? { from: named, to: named } : named

/**
 * The version that a server and a client go on in: the highest that both speak; undefined where there is none.
 *
 * @example
 * chosenVersion({ from: 2, to: 5 }, { from: 1, to: 3 }) // 3
 */
export const chosenVersion = (named: NamedVersions, spoken: VersionRange = versions): Version | undefined => {
  const { from, to } = rangeOf(named)
  const highest = Math.min(to, spoken.to)
  return highest >= Math.max(from, spoken.from) ? highest : undefined
}

/** What there is to do where a client and a server have no version in common, in words. */
export const noCommonVersion = (named: NamedVersions, spoken: VersionRange = versions): string => {
  const { from, to } = rangeOf(named)
  const apart = `the server speaks ${inWords(spoken)} and the client ${inWords({ from, to })}`
  if (from > to) return `${apart}, which is none: name the lower one first`
  return to < spoken.from
    ? `${apart}: update the client, or reload the page`
    : `${apart}: update the server, or use an earlier client`
}

const inWords = ({ from, to }: VersionRange): string =>
  from === to ? `version ${from}` : `versions ${from} to ${to}`
