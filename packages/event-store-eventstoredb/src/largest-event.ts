/**
 * Reads out of a server's `MaximumAppendEventSizeExceeded` how large an event may be, in bytes; 0 where it does not
 * say. Servers have that limit since 24.10.4. The messages that the client package was generated with are older, so
 * it is read by hand: field 1 is the event's id, 2 its size, 3 the limit.
 */
export const largestEventOf = (message: Uint8Array): number => {
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let scale = 1; at < message.length; scale *= 128) {
      const byte = message[at++] ?? 0
      value += (byte % 128) * scale
      if (byte < 128) break
    }
    return value
  }
  let most = 0
  while (at < message.length) {
    const key = varint()
    const value = varint()
    if (key === 8 * 3) most = value
    // A text: that number is its length. Of other kinds than these two the message has none.
    else if (key % 8 === 2) at += value
    else if (key % 8 !== 0) return most
  }
  return most
}
