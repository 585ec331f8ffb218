/**
 * What the tables became. The head tells who wrote last: a mark that each commit draws anew. Where a stream ends is
 * not kept beside it but looked up in the index of its events, at the very page that its next event goes to: so an
 * append writes nothing but events and the head. (The column stays, no longer written, for processes of the version
 * before, which name it when they read.) Ids are looked for in their stream only, and are indexed in it: those of a
 * stream that is written to share a page or two, where by id alone each would touch another.
 */
export const reshapedTables = (schema: string): string => `
alter table ${schema}.head add column mark uuid;
alter table ${schema}.streams alter column revision drop not null;
alter table ${schema}.events add unique (stream, event_id);
alter table ${schema}.events drop constraint events_event_id_stream_key;
drop function if exists ${schema}.append(text, integer[], bigint[], integer[], text, integer[], text, text, text, text);
`
