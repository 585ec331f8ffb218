export * from './fake-commands.ts'
