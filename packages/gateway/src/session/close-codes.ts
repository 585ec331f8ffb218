/** Why the server ends a connection: a code of WebSocket's, or from 4000 on one of ours, and what it says with it. */
export const closeCodes = {
  goingAway: [1001, 'the server is going away'],
  tooSlow: [1013, 'too much was left out'],
  tooMuchBefore: [4400, 'too much before authentication'],
  tooManySessions: [4429, 'too many sessions'],
  tooFast: [4429, 'too many frames'],
  notInTime: [4401, 'not authenticated in time'],
  expired: [4401, 'the token has run out'],
} as const
