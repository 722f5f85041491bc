-- What accounting software tells by itself: that something has changed, never what. Ids only, of all lenders; kept for a week, so that
-- what is told twice counts once. When a type was told of last stands beside its position: a read that had begun before does not count.
create table told_change (
    software    text not null,
    event_id    text not null,
    account     text not null,
    data_type   text not null,
    record_id   text not null,
    merged_from text,
    told_at     timestamptz not null,
    merged_at   timestamptz,
    primary key (software, event_id)
);
create index told_change_age on told_change (told_at);
create index told_change_merges on told_change (told_at) where merged_from is not null and merged_at is null;
alter table sync_position add column told_at timestamptz;
alter table record add column merged_into text;

-- Of accounts that nobody here is connected to, nothing is kept. What was told is read some seconds later, so that many changes make one read,
-- and half a minute after the last read at the earliest; where something is in the way, its own time holds.
create function take_told_changes(told_by text, changes jsonb, at timestamptz) returns table (taken int, unknown int)
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    return query
    with told as (
        select distinct on (c."id") c.* from jsonb_to_recordset(changes) as c ("id" text, account text, type text, record text, "mergedFrom" text)
    ), ours as (
        select t.* from told t where exists (select from connection k where k.external_id = t.account and k.software = told_by and k.state = 'LINKED')
    ), fresh as (
        insert into told_change (software, event_id, account, data_type, record_id, merged_from, told_at)
        select told_by, o."id", o.account, o.type, o.record, o."mergedFrom", at from ours o
        on conflict do nothing returning account, data_type
    ), due as (
        select p.connection_id, p.data_type from sync_position p
        join connection k on k.id = p.connection_id
        where k.software = told_by and k.state = 'LINKED' and p.next_at is not null
          and (k.external_id, p.data_type) in (select f.account, f.data_type from fresh f)
        order by p.connection_id, p.data_type for update of p
    ), hastened as (
        update sync_position p set told_at = at, next_at = case when p.last_error is not null then p.next_at
            else least(p.next_at, greatest(at + interval '5 seconds', p.last_synced_at + interval '30 seconds')) end
        from due d where p.connection_id = d.connection_id and p.data_type = d.data_type returning 1
    )
    select (select count(*)::int from fresh), (select count(*)::int from told) - (select count(*)::int from ours) from (select count(*) from hastened) h;
end $$;
revoke execute on function take_told_changes from public;
grant execute on function take_told_changes to ledgerstream_app;

create function told_merges(at_most int) returns table (software text, event_id text, lender_id uuid, connection_id uuid, data_type text, record_id text, merged_from text)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select t.software, t.event_id, k.lender_id, k.id, t.data_type, t.record_id, t.merged_from
          from (select * from told_change where merged_from is not null and merged_at is null order by told_at limit at_most) t
          left join connection k on k.external_id = t.account and k.software = t.software and k.state in ('LINKED', 'DEAUTHORIZED') $$;
revoke execute on function told_merges from public;
grant execute on function told_merges to ledgerstream_app;
grant select, insert, update, delete on told_change to ledgerstream_app;
