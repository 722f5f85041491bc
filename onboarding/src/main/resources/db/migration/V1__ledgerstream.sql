-- The whole schema. Flyway runs this as ledgerstream_owner; the applications work as ledgerstream_app, which owns
-- nothing. Tables that belong to a lender carry lender_id and a row-level policy; tables that hold ids only carry none.

create extension if not exists pg_trgm;

-- ---------------------------------------------------------------------------------------------- lenders and people

create table lender (
    id                       uuid primary key,
    name                     text not null,
    phone                    text,
    accent                   text check (accent ~ '^#[0-9a-f]{6}$'),
    guided                   boolean not null default false,
    success_manager_name     text,
    success_manager_phone    text,
    success_manager_hours    text,
    financials_offered       boolean not null default false,
    due_days                 int not null default 21 check (due_days between 1 and 90),
    link_days                int not null default 14 check (link_days between 1 and 30),
    reminder_first_days      int not null default 3 check (reminder_first_days between 1 and 30),
    reminder_every_days      int not null default 4 check (reminder_every_days between 1 and 30),
    reminder_max             int not null default 3 check (reminder_max between 0 and 10),
    reminder_before_due_days int not null default 2 check (reminder_before_due_days between 0 and 30),
    consent_months           int not null default 12 check (consent_months between 1 and 12),
    erase_after_days         int not null default 90 check (erase_after_days between 0 and 3650),
    created_at               timestamptz not null
);

create table app_user (
    id            uuid primary key,
    lender_id     uuid not null references lender,
    email         text not null check (length(email) <= 254),
    name          text not null,
    phone         text,
    password_hash text not null,
    roles         text[] not null,
    disabled_at   timestamptz,
    created_at    timestamptz not null
);
create unique index app_user_email on app_user (lower(email));

create table company (
    id                  uuid primary key,
    lender_id           uuid not null references lender,
    legal_name          text not null,
    trading_names       text[] not null default '{}',
    reference           text,
    country             text not null check (country ~ '^[A-Z]{2}$'),
    home_currency       text check (home_currency ~ '^[A-Z]{3}$'),
    registration_number text,
    time_zone           text not null,
    contact_name        text not null,
    contact_email       text not null check (length(contact_email) <= 254),
    phone               text,
    language            text not null default 'en' check (language in ('en', 'fr')),
    parent_reference    text,
    known_software      text,
    owner_id            uuid not null references app_user,
    archived_at         timestamptz,
    created_at          timestamptz not null,
    unique (lender_id, reference)
);
create index company_name_search on company using gin (lower(legal_name) gin_trgm_ops);
create index company_list on company (lender_id, created_at desc, id desc) where archived_at is null;

-- --------------------------------------------------------------------------------------------------------- requests

create table request (
    id                uuid primary key,
    lender_id         uuid not null references lender,
    company_id        uuid not null references company,
    reference         text not null unique,
    status            text not null check (status in ('REQUESTED', 'OPENED', 'IN_PROGRESS', 'CONNECTED', 'UPLOADED',
                                                      'DECLINED', 'EXPIRED', 'CANCELLED')),
    status_changed_at timestamptz not null,
    products          text[] not null check (cardinality(products) > 0),
    contact_name      text not null,
    contact_email     text not null check (length(contact_email) <= 254),
    language          text not null check (language in ('en', 'fr')),
    note              text check (length(note) <= 1000),
    requested_by      uuid not null references app_user,
    requested_at      timestamptz not null,
    due_at            timestamptz not null,
    opened_at         timestamptz,
    signed_in_at      timestamptz,
    last_action_at    timestamptz,
    reminders_sent    int not null default 0,
    last_reminder_at  timestamptz,
    next_reminder_at  timestamptz,
    reminders_stopped boolean not null default false,
    flag              text,
    closed_reason     text check (length(closed_reason) <= 1000),
    -- The process and the request: which (re-)entry is wanted, which instance has claimed it, and whether the process
    -- has nothing left to do. Written by SQL only, never through the entity.
    wanted_entry      int not null default 1,
    entry             int not null default 0,
    instance_key      bigint,
    first_entry       int not null default 1, -- those before belong to an engine that has lost its data
    settled_at        timestamptz
);
create unique index request_one_open on request (company_id) where status in ('REQUESTED', 'OPENED', 'IN_PROGRESS');
create index request_list on request (lender_id, status_changed_at desc, id desc);
create index request_company on request (company_id, requested_at desc);
create index request_unsettled on request (lender_id) where settled_at is null;

-- What is asked for at one company: its software, its consent, its connection. One line now, several with groups. The
-- facts that decide where the process may go stand here, under the lock of the request.
create table request_line (
    id              uuid primary key,
    lender_id       uuid not null references lender,
    request_id      uuid not null references request,
    company_id      uuid not null references company,
    software        text,
    software_at     timestamptz,
    consent_id      uuid,
    consented_at    timestamptz,
    attempt_id      uuid,
    attempt_number  int not null default 0,
    attempt_state   text check (attempt_state in ('STARTED', 'AUTHORISED', 'VERIFIED', 'REJECTED')),
    attempt_reason  text,
    unique (request_id, company_id)
);

-- ---------------------------------------------------------------------------------------- links, visits, sign-in codes

create table link (
    id          uuid primary key,
    lender_id   uuid not null references lender,
    request_id  uuid not null references request,
    email       text not null,
    purpose     text not null check (purpose in ('INVITE', 'CONNECT', 'RECONNECT', 'REMINDER_CHOICES')),
    key_version int not null,
    token_hash  bytea not null unique,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    replaced_by uuid references link deferrable initially deferred,
    replaced_at timestamptz
);
create unique index link_one_live on link (request_id, lower(email), purpose) where replaced_at is null;

create table sign_in_code (
    id          uuid primary key,
    lender_id   uuid not null references lender,
    request_id  uuid not null references request,
    key_version int not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    tries       int not null default 0,
    replaced_at timestamptz,
    used_at     timestamptz,
    used_by     uuid
);
create index sign_in_code_of_request on sign_in_code (request_id, created_at desc);

-- A browser on the journey. Ids and hashes only, found before the lender is known: no policy. An accepted code changes
-- the token; by the one before, the same code can be entered once more (a double click). No link where the visit began
-- with a return from a provider.
create table visit (
    id           uuid primary key,
    token_hash   bytea not null unique,
    token_before bytea unique,
    lender_id    uuid not null,
    request_id   uuid not null,
    link_id      uuid,
    created_at   timestamptz not null,
    seen_at      timestamptz not null,
    signed_in_at timestamptz,
    ended_at     timestamptz
);
create index visit_of_request on visit (request_id);

-- --------------------------------------------------------------------------------------------------------- consents

create table consent_text (
    version    text not null,
    language   text not null,
    body       text not null,
    sha256     text not null,
    created_at timestamptz not null,
    primary key (version, language)
);

create table consent (
    id            uuid primary key,
    lender_id     uuid not null references lender,
    request_id    uuid not null references request,
    line_id       uuid not null references request_line,
    company_id    uuid not null references company,
    person_name   text not null,
    person_title  text not null,
    person_email  text not null,
    software      text not null,
    products      text[] not null check (cardinality(products) > 0),
    text_version  text not null,
    text_language text not null,
    text_sha256   text not null,
    receipt       jsonb not null,
    given_at      timestamptz not null,
    ends_at       timestamptz not null,
    ended_at      timestamptz,
    ended_reason  text,
    foreign key (text_version, text_language) references consent_text (version, language)
);
create index consent_of_request on consent (request_id);

-- ---------------------------------------------------------------------------------------------------------- secrets

-- The keys with which a lender's secrets are sealed, themselves sealed by a master key that is in no database.
create table lender_key (
    lender_id      uuid not null references lender,
    version        int not null,
    master_version int not null,
    wrapped        bytea not null,
    created_at     timestamptz not null,
    primary key (lender_id, version)
);

-- ------------------------------------------------------------------------------------------------------ connections

create table connection (
    id                 uuid primary key,
    lender_id          uuid not null references lender,
    company_id         uuid not null references company,
    request_id         uuid not null references request,
    line_id            uuid not null references request_line,
    software           text not null,
    state              text not null check (state in ('PENDING_AUTH', 'LINKED', 'DEAUTHORIZED', 'UNLINKED')),
    state_reason       text,
    state_changed_at   timestamptz not null,
    external_id        text,
    external_name      text,
    external_legal_name text,
    external_country   text,
    external_currency  text,
    access_token       bytea,
    refresh_token      bytea,
    access_expires_at  timestamptz,
    refresh_expires_at timestamptz,
    linked_at          timestamptz,
    -- One refresh at a time, without a database connection held while the provider answers: whoever has the lease calls.
    refresh_lease        uuid,
    refresh_leased_until timestamptz,
    revoke_due_at        timestamptz,
    revoke_leased_until  timestamptz,
    revoke_attempts      int not null default 0,
    revoked_at           timestamptz
);
create index connection_of_line on connection (line_id);
create unique index connection_one_pending on connection (line_id, software) where state = 'PENDING_AUTH';
create index connection_of_company on connection (company_id);

create table connection_attempt (
    id            uuid primary key,
    lender_id     uuid not null references lender,
    request_id    uuid not null references request,
    connection_id uuid not null references connection,
    number        int not null,
    started_at    timestamptz not null,
    authorised_at timestamptz,
    decided_at    timestamptz,
    outcome       text check (outcome in ('VERIFIED', 'REJECTED')),
    reason        text,
    checks        jsonb not null default '[]',
    unique (request_id, number)
);

-- The one-time state of an OAuth round trip, found before the lender is known: hashes and ids only, no policy.
create table oauth_state (
    state_hash  bytea primary key,
    cookie_hash bytea not null,
    lender_id   uuid not null,
    request_id  uuid not null,
    attempt_id  uuid not null,
    visit_id    uuid,
    provider    text not null,
    expires_at  timestamptz not null,
    consumed_at timestamptz
);
create index oauth_state_over on oauth_state (expires_at);

-- Where each data type of a connection stands. Ids, counts and positions only: no policy, the runner serves all lenders.
create table sync_position (
    connection_id  uuid not null references connection,
    data_type      text not null,
    lender_id      uuid not null,
    request_id     uuid not null,
    position       text,
    state          text not null check (state in ('PLANNED', 'RUNNING', 'DONE', 'FAILED')),
    pages          int not null default 0,
    records        int not null default 0,
    next_at        timestamptz,
    leased_until   timestamptz,
    attempts       int not null default 0,
    last_synced_at timestamptz,
    last_error     text,
    primary key (connection_id, data_type)
);
create index sync_position_due on sync_position (next_at) where next_at is not null;

create table record (
    lender_id     uuid not null references lender,
    connection_id uuid not null references connection,
    data_type     text not null,
    external_id   text not null,
    received      jsonb not null,
    normalised    jsonb not null,
    changed_at    timestamptz,
    deleted       boolean not null default false,
    synced_at     timestamptz not null,
    primary key (connection_id, data_type, external_id)
);

-- ------------------------------------------------------------------------------------------------------------ mails

-- A mail is planned with ids only; what it says is composed when it is attempted, and the copy kept here carries
-- [personal link] and [code] in place of the values. DROPPED: planned, but pointless by the time of the attempt. doubts
-- counts attempts whose answer was lost; next_attempt_at is null once nothing more will be done about it.
create table mail (
    id              uuid primary key,
    lender_id       uuid not null references lender,
    request_id      uuid not null references request,
    kind            text not null,
    number          text not null,
    state           text not null check (state in ('PLANNED', 'ATTEMPTING', 'SENT', 'REJECTED', 'UNKNOWN', 'DROPPED')),
    by_sender       boolean not null,
    message_id      text not null unique,
    sender          text,
    reply_to        text,
    recipient       text,
    language        text,
    subject         text,
    text_body       text,
    html_body       text,
    planned_at      timestamptz not null,
    next_attempt_at timestamptz,
    leased_until    timestamptz,
    attempts        int not null default 0,
    doubts          int not null default 0,
    sent_at         timestamptz,
    last_error      text,
    unique (request_id, kind, number)
);
create index mail_of_request on mail (request_id, planned_at);
create index mail_due on mail (next_attempt_at) where by_sender and state in ('PLANNED', 'ATTEMPTING', 'UNKNOWN');

-- ------------------------------------------------------------------------------------- the process: ids only, no policy

-- One life of the engine's data. Its marks are messages that the engine keeps: an engine that accepts one a second time
-- has lost it. A probe whose answer nobody recorded (lease left over) uses its mark up; the reserve is laid anew after it.
create table engine_run (
    id           uuid primary key,
    started_at   timestamptz not null default now(),
    ended_at     timestamptz,
    mark         int not null default 1,
    laid         int not null default 0, -- up to this number the engine keeps the marks; 0 before anything was sent in this run
    leased_until timestamptz
);
create unique index engine_run_current on engine_run ((true)) where ended_at is null;

create table outbox (
    id           bigint generated always as identity primary key,
    lender_id    uuid not null,
    request_id   uuid not null,
    kind         text not null check (kind in ('START', 'CHANGED', 'MESSAGE')),
    name         text,
    fact_id      text,
    entry        int,
    created_at   timestamptz not null default now(),
    next_at      timestamptz not null default now(),
    leased_until timestamptz,
    attempts     int not null default 0,
    sent_at      timestamptz,
    done_at      timestamptz,
    outcome      text,
    last_error   text
);
create index outbox_open on outbox (request_id, id) where done_at is null;
create index outbox_due on outbox (next_at) where done_at is null;

create table task (
    id          uuid primary key,
    lender_id   uuid not null,
    request_id  uuid not null,
    engine_run  uuid not null references engine_run,
    job_key     bigint not null,
    entry       int not null,
    element     text not null,
    software    text,
    captured_at timestamptz not null default now(),
    closed_at   timestamptz,
    outcome     text,
    unique (engine_run, job_key)
);
create index task_open on task (request_id) where closed_at is null;

-- Effects outside the database that are neither mail nor data: recorded first, then done, then marked.
create table effect (
    request_id uuid not null,
    kind       text not null,
    number     text not null,
    lender_id  uuid not null,
    planned_at timestamptz not null default now(),
    done_at    timestamptz,
    primary key (request_id, kind, number)
);

-- ------------------------------------------------------------------------------------------------------------ audit

create table audit (
    id         uuid primary key,
    lender_id  uuid not null references lender,
    at         timestamptz not null,
    actor      text not null check (actor in ('USER', 'CUSTOMER', 'PROCESS', 'SYSTEM')),
    actor_id   uuid,
    action     text not null,
    company_id uuid,
    request_id uuid,
    detail     jsonb not null default '{}'
);
create index audit_of_request on audit (request_id, at, id);
create index audit_of_lender on audit (lender_id, at desc, id desc);

-- The sealer chains committed audit rows here; the rows themselves never change.
create table audit_seal (
    sequence  bigint primary key,
    lender_id uuid not null references lender,
    audit_id  uuid not null unique references audit,
    hash      bytea not null,
    sealed_at timestamptz not null
);

-- ------------------------------------------------------------------------------------------- sessions of the portal

create table spring_session (
    primary_id            char(36) primary key,
    session_id            char(36) not null unique,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int not null,
    expiry_time           bigint not null,
    principal_name        varchar(100)
);
create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);

create table spring_session_attributes (
    session_primary_id char(36) not null references spring_session (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea not null,
    primary key (session_primary_id, attribute_name)
);

-- Tries counted per key and hour; keys are hashes, never addresses. System time, shared by the nodes.
create table rate_limit (
    key         text not null,
    window_from timestamptz not null,
    hits        int not null default 1,
    primary key (key, window_from)
);

-- -------------------------------------------------------------------------------------------- who may see and do what

-- Row-level security: a transaction sees the rows of the lender that was set when it began, and none without one. No
-- FORCE: the owner's migrations must reach every row.
alter table lender enable row level security;
create policy own_lender on lender using (id = nullif(current_setting('app.lender', true), '')::uuid);

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['app_user', 'company', 'request', 'request_line', 'link', 'sign_in_code', 'consent',
        'lender_key', 'connection', 'connection_attempt', 'record', 'mail', 'audit', 'audit_seal']
    loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('create policy own_lender on %I using (lender_id = nullif(current_setting(''app.lender'', true), '''')::uuid)',
            tenant_table);
    end loop;
end $$;

grant usage on schema public to ledgerstream_app;
grant select, insert, update, delete on all tables in schema public to ledgerstream_app;
grant usage on all sequences in schema public to ledgerstream_app;
revoke update, delete on audit, audit_seal, consent_text from ledgerstream_app;
revoke insert on consent_text from ledgerstream_app;
revoke all on flyway_schema_history from ledgerstream_app;

-- What must be found before a lender is known. Ids only; fixed search_path.
create function find_link(hash bytea) returns table (link_id uuid, request_id uuid, lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select l.id, l.request_id, l.lender_id from link l where l.token_hash = hash $$;

create function find_user(address text) returns table (user_id uuid, lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select u.id, u.lender_id from app_user u where lower(u.email) = lower(address) $$;

create function all_lenders() returns table (lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select l.id from lender l $$;

create function due_mails(at timestamptz, at_most int) returns table (mail_id uuid, lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select m.id, m.lender_id from mail m
          where m.by_sender and m.state in ('PLANNED', 'ATTEMPTING', 'UNKNOWN') and m.next_attempt_at <= at
          order by m.next_attempt_at limit at_most $$;

create function due_revocations(at timestamptz, at_most int) returns table (connection_id uuid, lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select c.id, c.lender_id from connection c
          where c.revoke_due_at <= at and c.revoked_at is null
            and (c.revoke_leased_until is null or c.revoke_leased_until < now()) order by c.revoke_due_at limit at_most $$;
create index connection_revocation_due on connection (revoke_due_at) where revoked_at is null;

revoke execute on function find_link, find_user, all_lenders, due_mails, due_revocations from public;
grant execute on function find_link, find_user, all_lenders, due_mails, due_revocations to ledgerstream_app;

-- -------------------------------------------------------------------------------------------------------- wake-up calls

create function wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('ledgerstream', tg_argv[0]);
    return null;
end $$;
create trigger outbox_wakes after insert on outbox for each statement execute function wake('outbox');
create trigger mail_wakes after insert on mail for each statement execute function wake('mail');
create trigger sync_wakes after insert on sync_position for each statement execute function wake('sync');
