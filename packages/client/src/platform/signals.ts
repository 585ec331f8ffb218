/** What a platform says of itself: its network is gone, is there again, or somebody looks at the page again. */
export type Signal = 'offline' | 'online' | 'awake'

/** Listens to the platform; gives what ends that. */
export type Signals = (listener: (signal: Signal) => void) => () => void

interface Target {
  readonly addEventListener?: (type: string, listener: () => void) => void
  readonly removeEventListener?: (type: string, listener: () => void) => void
  readonly document?: Target & { readonly visibilityState?: string }
}

/** The events of a browser's window. Node has none of them. */
export const platformSignals: Signals = (listener) => {
  const everywhere: object = globalThis
  const window: Target = everywhere
  const { document } = window
  const events: ReadonlyArray<readonly [Target | undefined, string, Signal]> = [
    [window, 'offline', 'offline'],
    [window, 'online', 'online'],
    // A page that comes back out of the browser's cache, or a machine that wakes up.
    [window, 'pageshow', 'awake'],
    [document, 'visibilitychange', 'awake'],
  ]
  const ends = events.map(([target, type, signal]) => {
    const tell = (): void => {
      if (target === window || document?.visibilityState === 'visible') listener(signal)
    }
    target?.addEventListener?.(type, tell)
    return () => target?.removeEventListener?.(type, tell)
  })
  return () => {
    for (const end of ends) end()
  }
}
