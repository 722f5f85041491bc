-- How often a connection's data are read, when somebody asked for it in between, when they became stale, and the read under way.
alter table sync_position
    add column every_hours    int not null default 24 check (every_hours between 1 and 744),
    add column planned_at     timestamptz not null default now(),
    add column refreshed_at   timestamptz,
    add column last_change_at timestamptz,
    add column swept_at       timestamptz,
    add column stale_since    timestamptz,
    add column run_id         uuid,
    add column run_began_at   timestamptz;
update sync_position set swept_at = last_synced_at;
create index sync_position_turn on sync_position (lender_id, next_at) where next_at is not null;
create index sync_position_leased on sync_position (lender_id) where leased_until is not null;

-- One row for each read of a data type from its first page to its last: counts only, kept for 90 days.
create table sync_run (
    id            uuid primary key,
    lender_id     uuid not null references lender,
    connection_id uuid not null references connection,
    data_type     text not null,
    began_at      timestamptz not null,
    ended_at      timestamptz,
    pages         int not null default 0,
    written       int not null default 0,
    gone          int not null default 0,
    error         text
);
create index sync_run_of_connection on sync_run (connection_id, began_at desc, id);
create index sync_run_age on sync_run (began_at);
alter table sync_run enable row level security;
create policy own_lender on sync_run using (lender_id = nullif(current_setting('app.lender', true), '')::uuid);

create function forget_sync_runs(before timestamptz, at_most int) returns int
    language sql security definer set search_path = public, pg_temp
    as $$ with old as (select id from sync_run where began_at < before order by began_at limit at_most),
               gone as (delete from sync_run using old where sync_run.id = old.id returning 1)
          select count(*)::int from gone $$;
revoke execute on function forget_sync_runs from public;
grant execute on function forget_sync_runs to ledgerstream_app;
grant select, insert, update on sync_run to ledgerstream_app;

-- The words of the consent, fourth version: data are read daily, and in between when something has changed or the lender asks.
insert into consent_text (version, language, body, sha256, created_at)
select '2026-11d', language, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), timestamptz '2026-11-24 12:00:00Z'
from (select language, replace(replace(body,
          '"Daily. Reading only:', '"Daily, and in between when something has changed or {lender} asks. Reading only:'),
          '"Chaque jour. ', '"Chaque jour, et entre-temps après une modification ou à la demande de {lender}. ') as body
      from consent_text where version = '2026-11c') as words;
