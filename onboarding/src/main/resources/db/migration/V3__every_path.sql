-- What stands behind the further paths of the process: doubts about the contact, help, uploads, a lender's decision on the
-- company, requests to reconnect, several marks that need attention.

-- A reconnection is a request of its own kind: it has its own instance, links, mails, due date. One open request of the
-- first kind for each company; that a connection has one open reconnection is seen to under the connection's lock.
alter table request
    add column kind                text not null default 'ONBOARDING' check (kind in ('ONBOARDING', 'RECONNECTION')),
    add column contact_number      int not null default 1, -- counts the contacts; each gets an invitation of its own
    add column contact_since       timestamptz,            -- null for the first contact: since the request
    add column contact_doubt       text check (contact_doubt in ('UNDELIVERABLE', 'BOUNCED', 'DISPUTED')),
    add column contact_doubt_id    uuid,                   -- of this time: a doubt may be settled and come again
    add column reminders_held_until timestamptz,           -- "not now, remind me on ..."
    add column asked_again         boolean not null default false; -- after a decline, since they agreed to be asked
drop index request_one_open;
create unique index request_one_open on request (company_id)
    where status in ('REQUESTED', 'OPENED', 'IN_PROGRESS') and kind = 'ONBOARDING';

alter table request_line
    add column by_file       boolean not null default false, -- the software has no connection: files are uploaded
    add column software_name text check (length(software_name) <= 100), -- as the customer wrote it, where it is not listed
    add column connection_id uuid, -- the connection to be mended, or used for one more product; null: a new one
    add column match_reason  text check (length(match_reason) <= 1000), -- why books under another name are right
    add column rejections    int not null default 0,
    drop constraint request_line_attempt_state_check,
    add constraint request_line_attempt_state_check
        check (attempt_state in ('STARTED', 'AUTHORISED', 'MISMATCHED', 'TO_DECIDE', 'VERIFIED', 'REJECTED'));

-- Needs attention. rank is the order in which the reasons are shown.
create table request_flag (
    request_id uuid not null references request,
    lender_id  uuid not null references lender,
    flag       text not null,
    rank       int not null,
    raised_at  timestamptz not null,
    primary key (request_id, flag)
);
insert into request_flag (request_id, lender_id, flag, rank, raised_at)
select id, lender_id, upper(replace(flag, '-', '_')), case flag when 'mail-bounced' then 0 else 2 end, status_changed_at
from request where flag is not null;
alter table request drop column flag;

create table help_request (
    id          uuid primary key,
    lender_id   uuid not null references lender,
    request_id  uuid not null references request,
    step        text not null,
    question    text not null check (length(question) <= 1000),
    asked_at    timestamptz not null,
    answer      text check (length(answer) <= 2000),
    answered_at timestamptz,
    answered_by uuid references app_user
);
create index help_request_of_request on help_request (request_id, asked_at);

-- A file as the customer gave it, sealed with the lender's key.
create table upload (
    id          uuid primary key,
    lender_id   uuid not null references lender,
    request_id  uuid not null references request,
    file_name   text not null check (length(file_name) <= 200),
    media_type  text not null,
    bytes       bigint not null,
    sha256      text not null,
    content     bytea not null,
    uploaded_at timestamptz not null
);
create index upload_of_request on upload (request_id, uploaded_at);

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['request_flag', 'help_request', 'upload']
    loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('create policy own_lender on %I using (lender_id = nullif(current_setting(''app.lender'', true), '''')::uuid)',
            tenant_table);
        execute format('grant select, insert, update, delete on %I to ledgerstream_app', tenant_table);
    end loop;
end $$;
