import type pg from 'pg'

/**
 * Connects a client. Rejects with the driver's error, and where the client is ended meanwhile: the driver (pg 8.23) leaves
 * its own `connect` without an answer then, and whoever waits for it would do so for ever.
 */
export const connected = (client: pg.Client): Promise<void> =>
  new Promise((resolve, reject) => {
    client.once('end', () => reject(new Error('the connection was ended before it stood')))
    client.connect().then(() => resolve(), reject)
  })
