import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = new Date()
let ticking: ReturnType<typeof setInterval> | undefined

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  ticking ??= setInterval(() => {
    now = new Date()
    for (const tell of listeners) tell()
  }, 60_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
}

/** A moment that moves on by a minute: what ends at some moment is shown to have ended soon after it. */
export const useMinute = (): Date => useSyncExternalStore(subscribe, () => now)
