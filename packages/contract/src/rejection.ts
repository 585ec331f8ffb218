/** Why a command or a query was turned down: as the registry of the domain has it. */
export { Rejection } from '@parley/domain'
