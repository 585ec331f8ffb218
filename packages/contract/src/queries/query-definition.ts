import { Position } from '@parley/domain'
import * as t from 'io-ts'
import { maxPage, maxSearchLength } from '../limits.ts'

const Limit = t.refinement(t.number, (n) => Number.isInteger(n) && n >= 1 && n <= maxPage, 'Limit')

/** How many rows a page may have: a field of every query that has pages. */
export const page = { limit: Limit }

/** What is looked for within names. */
export const Search = t.refinement(t.string, (text) => text.length <= maxSearchLength, 'Search')

/** Every query: answer no sooner than the read models have come to this position (that of an acknowledgement). */
const atLeast = { atLeast: Position }

type Asked<Type extends string, Required extends t.Props, Optional extends t.Props> = t.ExactC<
  t.IntersectionC<
    [
      t.TypeC<{ readonly type: t.LiteralC<Type> } & Required>,
      t.PartialC<Optional & { readonly atLeast: typeof Position }>,
    ]
  >
>
type Answered<Type extends string, Answer extends t.Props> = t.ExactC<
  t.TypeC<{ readonly type: t.LiteralC<Type> } & Answer>
>

/** A type of query: what is asked, and what is answered. */
export interface QueryDefinition<
  Type extends string,
  Required extends t.Props,
  Optional extends t.Props,
  Answer extends t.Props,
> {
  readonly type: Type
  readonly query: Asked<Type, Required, Optional>
  readonly result: Answered<Type, Answer>
}

/** Defines a type of query, by the fields that it must have, those that it may have, and those of its answer. */
export const queryDefinition = <
  Type extends string,
  Required extends t.Props,
  Optional extends t.Props,
  Answer extends t.Props,
>(
  type: Type,
  required: Required,
  optional: Optional,
  answer: Answer,
): QueryDefinition<Type, Required, Optional, Answer> => ({
  type,
  query: t.exact(
    t.intersection([t.type({ type: t.literal(type), ...required }), t.partial({ ...optional, ...atLeast })]),
  ),
  result: t.strict({ type: t.literal(type), ...answer }),
})
