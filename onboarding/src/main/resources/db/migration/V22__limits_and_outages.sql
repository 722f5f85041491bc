-- What accounting software bears: so many calls of one account at once and in a minute, shared by all nodes and lenders. System time.
create table provider_account (
    software     text not null,
    account      text not null,
    paused_until timestamptz,
    minute       timestamptz not null default date_trunc('minute', now()),
    calls        int not null default 0,
    primary key (software, account)
);
create table provider_slot (
    holder       uuid primary key,
    software     text not null,
    account      text not null,
    leased_until timestamptz not null
);
create index provider_slot_of_account on provider_slot (software, account);

-- Whether it answers at all. Failures in a row; several: of more than one account.
create table provider_health (
    software      text primary key,
    failures      int not null default 0,
    first_account text,
    several       boolean not null default false,
    outage_id     uuid,
    probe_at      timestamptz,
    probe_pause   interval
);
create table provider_outage (
    id       uuid primary key,
    software text not null,
    began_at timestamptz not null,
    ended_at timestamptz,
    told_at  timestamptz
);
create unique index provider_outage_open on provider_outage (software) where ended_at is null;
create index provider_outage_newest on provider_outage (began_at);

-- Seconds to wait; 0: come in; -1: come in, and see whether it answers again. During an outage one at a time sees.
create function enter_provider(told_software text, told_account text, at_once int, per_minute int, told_holder uuid, lease interval, at timestamptz) returns double precision
    language plpgsql set search_path = public, pg_temp as $$
declare
    health provider_health;
    entered provider_account;
    probing boolean := false;
begin
    select * into health from provider_health where software = told_software and outage_id is not null;
    if found then
        update provider_health set probe_at = now() + probe_pause where software = told_software and outage_id is not null and probe_at <= now();
        if not found then
            return greatest(1, extract(epoch from health.probe_at - now()));
        end if;
        probing := true;
    end if;
    insert into provider_account (software, account) values (told_software, told_account) on conflict do nothing;
    select * into entered from provider_account where software = told_software and account = told_account for update;
    if entered.paused_until > at then
        return greatest(0.1, extract(epoch from entered.paused_until - at));
    end if;
    if entered.minute < date_trunc('minute', now()) then
        update provider_account set minute = date_trunc('minute', now()), calls = 0 where software = told_software and account = told_account;
        entered.calls := 0;
    end if;
    if entered.calls >= per_minute then
        return greatest(0.1, extract(epoch from date_trunc('minute', now()) + interval '1 minute' - now()));
    end if;
    delete from provider_slot where software = told_software and account = told_account and leased_until < now();
    if (select count(*) from provider_slot where software = told_software and account = told_account) >= at_once then
        return 0.5;
    end if;
    insert into provider_slot (holder, software, account, leased_until) values (told_holder, told_software, told_account, now() + lease);
    update provider_account set calls = calls + 1 where software = told_software and account = told_account;
    return case when probing then -1 else 0 end;
end $$;

-- answered: null where nothing is known of it. pause: what it asked for. Tells what came of it: 'began', 'ended' or nothing.
create function leave_provider(told_software text, told_account text, told_holder uuid, answered boolean, pause interval, probing boolean,
                               enough int, first_probe interval, at timestamptz) returns text
    language plpgsql set search_path = public, pg_temp as $$
declare
    health provider_health;
begin
    delete from provider_slot where holder = told_holder;
    if pause is not null then
        update provider_account set paused_until = greatest(paused_until, at + pause) where software = told_software and account = told_account;
    end if;
    if answered is null then
        return null;
    elsif answered then
        if exists (select from provider_health where software = told_software and (failures > 0 or outage_id is not null)) then
            select * into health from provider_health where software = told_software for update;
            update provider_health set failures = 0, first_account = null, several = false, outage_id = null, probe_at = null, probe_pause = null
            where software = told_software;
            if health.outage_id is not null then
                update provider_outage set ended_at = at where id = health.outage_id;
                return 'ended';
            end if;
        end if;
        return null;
    end if;
    insert into provider_health (software, failures, first_account) values (told_software, 1, told_account)
    on conflict (software) do update set failures = provider_health.failures + 1, first_account = coalesce(provider_health.first_account, told_account),
        several = provider_health.several or coalesce(provider_health.first_account <> told_account, false)
    returning * into health;
    if health.outage_id is null and (health.failures >= enough and health.several or health.failures >= 2 * enough) then
        update provider_health set outage_id = gen_random_uuid(), probe_at = now() + first_probe, probe_pause = first_probe
        where software = told_software returning * into health;
        insert into provider_outage (id, software, began_at) values (health.outage_id, told_software, at);
        return 'began';
    elsif probing then
        update provider_health set probe_pause = least(2 * probe_pause, interval '10 minutes'), probe_at = now() + least(2 * probe_pause, interval '10 minutes')
        where software = told_software and outage_id is not null;
    end if;
    return null;
end $$;
revoke execute on function enter_provider, leave_provider from public;
grant execute on function enter_provider, leave_provider to ledgerstream_app;
grant select, insert, update, delete on provider_account, provider_slot, provider_health, provider_outage to ledgerstream_app;

-- Who was about to connect that software while it did not answer, of all lenders: ids only.
create function waited_for(told_software text, since timestamptz, until timestamptz) returns table (lender_id uuid, request_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select q.lender_id, q.id from request q join request_line l on l.request_id = q.id
          where q.status = 'IN_PROGRESS' and l.software = told_software and q.last_action_at between since - interval '5 minutes' and until $$;
revoke execute on function waited_for from public;
grant execute on function waited_for to ledgerstream_app;
