import { counted } from '../app/names.ts'

interface SaidProps {
  /** The id by which a field names this as what describes it. */
  readonly id: string
  readonly problem: string | null
  readonly room: number | null
}

/** What is wrong with what was typed, or how much more may be; said to a screen reader as well. */
export const Said = ({ id, problem, room }: SaidProps) => (
  <span className="said" id={id}>
    <span role="alert">{problem !== null && <span className="problem">{problem}</span>}</span>
    {room !== null && room >= 0 && <span className="room">{counted(room, 'character')} left</span>}
  </span>
)
