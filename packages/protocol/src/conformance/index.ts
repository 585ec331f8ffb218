export * from './conformance-case.ts'
export * from './laid-out.ts'
export * from './shown.ts'
