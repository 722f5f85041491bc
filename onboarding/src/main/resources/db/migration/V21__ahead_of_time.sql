-- What ends is renewed, or asked for, ahead of its end. A renewal is a request to reconnect whose connection works: it begins before
-- the end, and asks for what ends and for nothing else. Once for each end: a second node finds it there.
create table renewal (
    request_id    uuid primary key references request,
    lender_id     uuid not null references lender,
    connection_id uuid not null references connection,
    what          text not null check (what in ('CONSENT', 'ACCESS', 'CERTIFICATE')),
    ends_at       timestamptz not null,
    overtaken_at  timestamptz, -- access was lost meanwhile: since then it is a request to reconnect like any other
    unique (connection_id, what, ends_at)
);
alter table renewal enable row level security;
create policy own_lender on renewal using (lender_id = nullif(current_setting('app.lender', true), '')::uuid);
grant select, insert, update, delete on renewal to ledgerstream_app;

-- credential_fixed: the last renewal left the end where it was, so that no further one moves it.
alter table connection
    add column credential_kind  text not null default 'ACCESS' check (credential_kind in ('ACCESS', 'CERTIFICATE')),
    add column credential_fixed boolean not null default false;

-- What ends within a month, of connections that work, and nobody has been asked about: with what the office hours of the customer need.
-- Page by page, since at any time most offices are closed.
create function due_renewal_requests(at timestamptz, ends_after timestamptz, connection_after uuid, at_most int)
    returns table (connection_id uuid, lender_id uuid, what text, since timestamptz, ends_at timestamptz, time_zone text, country text)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select e.connection_id, e.lender_id, e.what, e.since, e.ends_at, m.time_zone, m.country
          from (select c.id as connection_id, c.lender_id, c.company_id, 'CONSENT' as what, k.given_at as since, k.ends_at
                from consent k join request_line l on l.consent_id = k.id join request q on q.id = l.request_id and q.status = 'CONNECTED'
                     join connection c on c.state = 'LINKED' and (c.id = l.connection_id or l.connection_id is null and c.line_id = l.id)
                where k.ended_at is null and k.ends_at > at and k.ends_at <= at + interval '31 days'
                union all
                select c.id, c.lender_id, c.company_id, c.credential_kind,
                       coalesce((select max(a.authorised_at) from connection_attempt a where a.connection_id = c.id), c.linked_at), c.refresh_expires_at
                from connection c
                where c.state = 'LINKED' and c.credential_fixed and c.refresh_expires_at > at and c.refresh_expires_at <= at + interval '31 days') e
               join company m on m.id = e.company_id
          where m.archived_at is null and (e.ends_at, e.connection_id) > (ends_after, connection_after)
            and not exists (select from renewal r where r.connection_id = e.connection_id and r.what = e.what and r.ends_at = e.ends_at)
            and not exists (select from request_line l join request q on q.id = l.request_id
                            where l.connection_id = e.connection_id and q.kind = 'RECONNECTION' and q.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS'))
          order by e.ends_at, e.connection_id limit at_most $$;

-- Consents that end within 14 days and whose company is not marked for it: the request that stands for it, the renewal's if there is one.
-- A consent for less than twice that time is none to warn of so early.
create function due_consent_warnings(at timestamptz, at_most int) returns table (request_id uuid, lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select distinct on (k.company_id) coalesce(r.request_id, q.id), k.lender_id
          from consent k join request_line l on l.consent_id = k.id join request q on q.id = l.request_id and q.status in ('CONNECTED', 'UPLOADED')
               left join connection c on c.state in ('LINKED', 'DEAUTHORIZED') and (c.id = l.connection_id or l.connection_id is null and c.line_id = l.id)
               left join renewal r on r.connection_id = c.id and r.what = 'CONSENT' and r.ends_at = k.ends_at
          where k.ended_at is null and k.ends_at > at and k.ends_at <= at + interval '14 days' and k.ends_at - k.given_at >= interval '28 days'
            and (c.id is not null or q.status = 'UPLOADED')
            and not exists (select from request_flag f join request x on x.id = f.request_id where x.company_id = k.company_id and f.flag = 'CONSENT_ENDING')
          order by k.company_id, k.ends_at limit at_most $$;
revoke execute on function due_renewal_requests, due_consent_warnings from public;
grant execute on function due_renewal_requests, due_consent_warnings to ledgerstream_app;
