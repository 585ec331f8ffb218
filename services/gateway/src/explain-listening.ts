import { wordsOf } from '@parley/runtime'

/** Why an address can't be listened on, with the variable to change. */
export const explainListening = (error: unknown, host: string, port: number): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `HOST is ${host}, which is no address of this machine: set it to one of its own, 127.0.0.1 say.`
  if (code === 'EADDRINUSE') return `PORT is ${port}, which is taken: set it to another one.`
  if (code === 'EACCES') return `PORT is ${port}, which may not be listened on: set it to one above 1023.`
  return `Can't listen on ${host}:${port}: ${wordsOf(error)}`
}
