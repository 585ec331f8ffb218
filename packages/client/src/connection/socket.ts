/** What the SDK needs of a WebSocket: the part of the browsers' that Node's own has too. */
export interface Socket {
  send(data: string): void
  close(code?: number, reason?: string): void
  onopen: (() => void) | null
  onmessage: ((event: { readonly data: unknown }) => void) | null
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null
  onerror: ((event: unknown) => void) | null
}

/** Opens a socket to an address. */
export type OpenSocket = (url: string) => Socket

/** The WebSocket of the platform: every browser's, and Node's from 22 on. */
export const platformSocket: OpenSocket = (url) =>
  // Its handlers get more of an event than is said here, and hand over `this`, which none of ours looks at.
  new WebSocket(url) as Socket
