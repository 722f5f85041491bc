-- What a customer shares is ended by a time or by a person; copies are erased some days later, as the consent says.
alter table consent add column erase_at timestamptz, add column erased_at timestamptz;
create index consent_to_end on consent (ends_at) where ended_at is null;
create index consent_to_erase on consent (erase_at) where erase_at is not null and erased_at is null;

-- The page where people see and end what they share is one for all lenders: a visit belongs to an address, and to nobody's bank.
-- Whether anything is shared by that address decides no statement of the page's own, only whether a mail is planned afterwards.
create table manage_visit (
    id           uuid primary key,
    email        text not null check (length(email) <= 254),
    token_hash   bytea not null unique,
    token_before bytea,
    created_at   timestamptz not null,
    seen_at      timestamptz not null,
    signed_in_at timestamptz,
    ended_at     timestamptz
);

create table manage_code (
    id          uuid primary key,
    visit_id    uuid not null references manage_visit on delete cascade,
    email       text not null,
    key_version int not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    planned_at  timestamptz,
    tries       int not null default 0,
    replaced_at timestamptz,
    used_at     timestamptz
);
create index manage_code_of_address on manage_code (email, created_at desc);
create index manage_code_to_mail on manage_code (created_at) where planned_at is null;

-- Everything that the person behind an address shares or shared, with any lender: ids only. The contact of the newest request over a
-- connection is whose it is: after a correction that is the new one. Where files were given, the request stands for the sharing.
create function sharings_of(address text) returns table (lender_id uuid, sharing_id uuid, request_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select c.lender_id, c.id, r.id from connection c
          join lateral (select q.id, q.contact_email from request q join request_line l on l.request_id = q.id
                        where q.status = 'CONNECTED' and (q.id = c.request_id or l.connection_id = c.id)
                        order by q.status_changed_at desc, q.id desc limit 1) r on lower(r.contact_email) = address
          where c.linked_at is not null
            and (c.request_id in (select id from request where lower(contact_email) = address)
                 or c.id in (select l.connection_id from request_line l join request q on q.id = l.request_id where lower(q.contact_email) = address))
          union all
          select q.lender_id, q.id, q.id from request q where q.status = 'UPLOADED' and lower(q.contact_email) = address $$;
create index request_of_address on request (lower(contact_email));
revoke execute on function sharings_of from public;
grant execute on function sharings_of to ledgerstream_app;

create function due_consent_ends(at timestamptz, at_most int) returns table (consent_id uuid, lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select id, lender_id from consent where ended_at is null and ends_at <= at order by ends_at limit at_most $$;
revoke execute on function due_consent_ends from public;
grant execute on function due_consent_ends to ledgerstream_app;

create function due_erasures(at timestamptz, at_most int) returns table (consent_id uuid, lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select id, lender_id from consent where erase_at <= at and erased_at is null order by erase_at limit at_most $$;
revoke execute on function due_erasures from public;
grant execute on function due_erasures to ledgerstream_app;

grant select, insert, update, delete on manage_visit, manage_code to ledgerstream_app;
