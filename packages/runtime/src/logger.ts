import type { BaseLogger } from 'pino'

/** What the parts of a process write to for whoever runs it: a pino logger, or something like one. */
export type Logger = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>
