import { useClientState } from './client-context.ts'

/** Says that the connection is lost, while it is. */
export const Connection = () => {
  const lost = useClientState((state) => state.status === 'connecting' && state.loaded)
  return (
    <div className="connection" role="status">
      {lost && (
        <p>
          <span className="pulse" aria-hidden />
          Connection lost, trying again. What you write meanwhile will be sent.
        </p>
      )}
    </div>
  )
}
