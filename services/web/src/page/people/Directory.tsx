import { whileItHolds, timestampOf, type UserId } from '@parley/domain'
import { useMinute } from '../personal/use-minute.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { useDirectory } from './use-directory.ts'

interface DirectoryProps {
  /** What was typed of a name so far. */
  readonly search: string
  /** Those who are chosen already: they are not offered. */
  readonly chosen?: ReadonlyArray<UserId>
  readonly onChoose: (userId: UserId) => void
}

/** The people of the tenant to choose from: by what they are called, with their ids and what they are at. */
export const Directory = ({ search, chosen = [], onChoose }: DirectoryProps) => {
  const { listed, loadMore } = useDirectory(search)
  const now = timestampOf(useMinute())
  const people = (listed?.people ?? []).filter(({ userId }) => !chosen.includes(userId))
  if (people.length === 0) return null
  return (
    <div className="directory" role="group" aria-label="To choose from">
      <ul>
        {people.map(({ userId, displayName, status }) => (
          <li key={userId}>
            <button type="button" onClick={() => onChoose(userId)} title={userId}>
              <Avatar name={userId} size="small" />
              <span className="member-name">
                <bdi>{displayName ?? userId}</bdi>
                {displayName !== null && <bdi className="by-name"> {userId}</bdi>}
              </span>
              <bdi className="status">{whileItHolds(status, now)?.text}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {listed?.more === true && (
        <button type="button" className="quiet" onClick={() => void loadMore()}>
          More people
        </button>
      )}
    </div>
  )
}
