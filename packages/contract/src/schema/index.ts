export * from './contract-schema.ts'
export * from './json-schema.ts'
export { type Scalar, scalars, wholeNumber } from './scalars.ts'
export * from './schema-document.ts'
