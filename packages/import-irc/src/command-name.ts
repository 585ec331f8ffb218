/** What a command of a log is called for ever: the same log imported again says nothing new. */
export const commandName = (log: string, what: string): string => `irc:${log}:${what}`
