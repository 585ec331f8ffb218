import { spawn } from 'node:child_process'
import { Socket } from 'node:net'

/**
 * Ends a server and removes its folder when this process is gone, however it went: a small shell waits at the
 * other end of a pipe, and the pipe closes even on kill -9. Returns what sends it away.
 */
export const watchOver = (pid: number, folder: string): (() => void) => {
  const script = `
    if read dismissed; then exit; fi
    kill -QUIT "$1" 2>/dev/null
    for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null || break; sleep 0.3; done
    rm -rf "$2"`
  const child = spawn('/bin/sh', ['-c', script, 'sh', String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    detached: true,
  })
  child.unref()
  const { stdin } = child
  // Its pipe is a socket to Node, and is not to keep this process up.
  if (stdin instanceof Socket) stdin.unref()
  return () => stdin.end('dismissed\n')
}
