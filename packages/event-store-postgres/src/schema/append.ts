/**
 * The function that commits a group of appends. Each statement in it sees everything that was committed before
 * the head was locked, and nobody else writes from then on: what it checks is exact, and so is what it answers.
 * (One statement with everything in it could not: it would see the log as it was before it waited for the lock.)
 *
 * Texts come joined by a separator that no JSON and no name has in it, which spares both sides quoting them.
 *
 * Where it wrote it leaves a mark at the head, and it says which mark it found there: a process that finds its own
 * knows that nobody else wrote since, and may go by what it remembers of streams (`append_after`).
 *
 * Whether an event is known already is looked up for all of the group where an append finds its stream elsewhere than
 * it expected, or where it is asked to by `look`. Else what is written is taken to be new; where it is not, the unique
 * index refuses the statement (23505), and it is to be sent again with `look`.
 *
 * For each stream it gives its number (0 for none), and for each append a status: 0 written (with its first revision
 * and position), 1 known (with those of its last event), 2 at a wrong revision (with the actual one, -1 for none), 3 to
 * a deleted stream.
 *
 * Its plans are made once a session, since planning costs more than a small group's work; and that may be while
 * the tables are empty: therefore no choice but the indexes.
 */
export const appendFunction = (schema: string): string => `
create or replace function ${schema}.append(
  stream_names text, stream_of integer[], expected bigint[], counts integer[],
  event_ids text, owners integer[], event_types text, event_data text, event_metadata text, writer text,
  look boolean, new_mark uuid,
  out statuses integer[], out revisions bigint[], out positions bigint[], out keys integer[],
  out recorded bigint, out last bigint, out mark_found uuid, out mark_left uuid
) language plpgsql
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
declare
  separator constant text := chr(30);
  names constant text[] := string_to_array(stream_names, separator);
  ids constant uuid[] := string_to_array(event_ids, ',')::uuid[];
  appends constant integer := cardinality(stream_of);
  before bigint;
  last_stream integer;
  first_new integer;
  keys_found integer[];
  current bigint[];
  revisions_found bigint[];
  gone boolean[];
  known_counts integer[] := array_fill(0, array[appends]);
  starts integer[] := array_fill(0, array[appends]);
  start integer;
  looking boolean := look;
  hit record;
  s integer;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the log is written at read committed' using errcode = 'invalid_transaction_state';
  end if;
  -- What is acknowledged is on disk, whatever the database does by default.
  if current_setting('synchronous_commit') = 'off' then
    perform set_config('synchronous_commit', 'on', true);
  end if;

  select h.position, h.streams, h.mark into strict before, first_new, mark_found
    from ${schema}.head h where h.one for update;
  mark_left := mark_found;
  recorded := floor(extract(epoch from clock_timestamp()) * 1000);

  select array_agg(coalesce(t.id, 0) order by n.at), array_agg(coalesce(e.revision, -1) order by n.at),
      array_agg(coalesce(t.deleted, false) order by n.at)
    into keys_found, revisions_found, gone
    from unnest(names) with ordinality n(name, at)
    left join ${schema}.streams t on t.name = n.name
    left join lateral (
      select l.revision from ${schema}.events l where l.stream = t.id order by l.revision desc limit 1
    ) e on true;

  <<deciding>>
  loop
    keys := keys_found;
    current := revisions_found;
    last := before;
    last_stream := first_new;
    start := 1;
    statuses := array_fill(2, array[appends]);
    revisions := array_fill(-1::bigint, array[appends]);
    positions := array_fill(-1::bigint, array[appends]);

    if looking then
      for hit in
        select o.owner, count(*)::integer as events, max(e.revision) as revision, max(e.position) as position
          from unnest(ids, owners) o(id, owner)
          join ${schema}.events e on e.event_id = o.id and e.stream = keys[stream_of[o.owner]]
          group by o.owner
      loop
        known_counts[hit.owner] := hit.events;
        revisions[hit.owner] := hit.revision;
        positions[hit.owner] := hit.position;
      end loop;
    end if;

    for i in 1 .. appends loop
      s := stream_of[i];
      starts[i] := start;
      start := start + counts[i];
      if gone[s] then
        statuses[i] := 3;
      elsif known_counts[i] = counts[i] then
        statuses[i] := 1;
      elsif known_counts[i] = 0 and (expected[i] = -2 or expected[i] = current[s]) then
        statuses[i] := 0;
        revisions[i] := current[s] + 1;
        positions[i] := last + 1;
        current[s] := current[s] + counts[i];
        last := last + counts[i];
        if keys[s] = 0 then
          last_stream := last_stream + 1;
          keys[s] := last_stream;
        end if;
      elsif looking then
        revisions[i] := current[s];
      else
        looking := true;
        continue deciding;
      end if;
    end loop;
    exit;
  end loop;

  if last = before then
    return;
  end if;
  mark_left := new_mark;
  update ${schema}.head h set position = last, streams = last_stream, mark = new_mark where h.one;
  if last_stream > first_new then
    insert into ${schema}.streams (id, name)
      select keys[n.at], n.name from unnest(names) with ordinality n(name, at)
      where keys[n.at] > first_new;
  end if;
  insert into ${schema}.events (position, revision, recorded_at, stream, event_id, type, data, metadata)
    select positions[e.owner] + e.at - starts[e.owner], revisions[e.owner] + e.at - starts[e.owner],
      recorded, keys[stream_of[e.owner]], e.id, e.type, e.data, e.metadata
    from unnest(ids, owners, string_to_array(event_types, separator), string_to_array(event_data, separator),
      string_to_array(event_metadata, separator)) with ordinality e(id, owner, type, data, metadata, at)
    where statuses[e.owner] = 0;
  perform pg_notify('${schema}', writer || ' ' || last);
end
$$;
`
