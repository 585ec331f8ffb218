import type { UserId } from '@parley/domain'

interface StrangerProps {
  readonly person: UserId
  readonly onWrite: () => void
  readonly onBack: () => void
}

/** Asks whether somebody is meant whom nobody here is known as. */
export const Stranger = ({ person, onWrite, onBack }: StrangerProps) => (
  <div className="stack" role="alert">
    <p className="whole">
      Nobody called “<bdi>{person}</bdi>” is known here. A conversation that is begun stays, also with nobody.
    </p>
    <div className="buttons">
      <button type="button" className="primary" autoFocus onClick={onBack}>
        Look again
      </button>
      <button type="button" onClick={onWrite}>
        Write to them anyway
      </button>
    </div>
  </div>
)
