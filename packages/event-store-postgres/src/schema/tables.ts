/**
 * The tables of the log. `head` has one row: the last position and the last stream id. Whoever writes locks it
 * first and keeps it until the commit, so that positions have no gaps and appear in the order of the commits.
 *
 * Streams go by a small number in `events`, which keeps the rows and the indexes small. Data and metadata are
 * text, as they were written: nothing is parsed, ordered or refused on the way in, and readers parse them once.
 */
export const tables = (schema: string): string => `
create table ${schema}.head (
  one boolean primary key default true check (one),
  position bigint not null,
  streams integer not null
) with (fillfactor = 10);
insert into ${schema}.head (position, streams) values (0, 0);

create table ${schema}.streams (
  id integer primary key,
  name text collate "C" not null unique,
  revision bigint not null,
  deleted boolean not null default false,
  max_age bigint,
  max_count bigint,
  truncate_before bigint
) with (fillfactor = 70);

create table ${schema}.events (
  position bigint primary key,
  revision bigint not null,
  recorded_at bigint not null,
  stream integer not null,
  event_id uuid not null,
  type text collate "C" not null,
  data text not null,
  metadata text not null,
  unique (stream, revision),
  unique (event_id, stream)
);

comment on table ${schema}.events is 'recorded_at in milliseconds since 1970; read it through the view log';

create view ${schema}.log as
  select e.position, s.name as stream, e.revision, e.event_id, e.type, e.data, e.metadata,
    to_timestamp(e.recorded_at / 1000.0) as recorded_at
  from ${schema}.events e join ${schema}.streams s on s.id = e.stream;
`
