/** What a browser keeps for the page. It may be blocked or full: then nothing is kept, and the page goes on. */
export interface Shelf {
  readonly get: (key: string) => string | null
  /** False where it could not be kept. */
  readonly put: (key: string, value: string) => boolean
  readonly drop: (key: string) => void
  /** The keys that begin with this. */
  readonly keys: (prefix: string) => ReadonlyArray<string>
}

const guarded = <A>(of: () => Storage, use: (storage: Storage) => A, otherwise: A): A => {
  try {
    return use(of())
  } catch {
    return otherwise
  }
}

const shelfOf = (of: () => Storage): Shelf => ({
  get: (key) => guarded(of, (storage) => storage.getItem(key), null),
  put: (key, value) =>
    guarded(
      of,
      (storage) => {
        storage.setItem(key, value)
        return true
      },
      false,
    ),
  drop: (key) => guarded(of, (storage) => storage.removeItem(key), undefined),
  keys: (prefix) =>
    guarded(of, (storage) => Object.keys(storage).filter((key) => key.startsWith(prefix)), []),
})

/** Of this window alone, over its reloads. */
export const windowShelf = shelfOf(() => sessionStorage)
/** Of all windows of this browser. */
export const browserShelf = shelfOf(() => localStorage)
