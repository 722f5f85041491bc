-- Mails that were accepted and came back. last_error then holds the status of the report (RFC 3463), as "5.1.1"; of a mail
-- that is only late, "delayed 4.4.1" or "given up 4.4.7".
alter table mail
    drop constraint mail_state_check,
    add constraint mail_state_check
        check (state in ('PLANNED', 'ATTEMPTING', 'SENT', 'REJECTED', 'UNKNOWN', 'DROPPED', 'BOUNCED'));

-- Which reader's turn it is at the mailbox for bounces. Ids only, no policy.
create table bounce_reader (
    single       boolean primary key default true check (single),
    reader       uuid,
    leased_until timestamptz
);
insert into bounce_reader default values;
grant select, update on bounce_reader to ledgerstream_app;

-- A bounce says which mail, before a lender is known.
create function find_mail(mail uuid) returns table (lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select m.lender_id from mail m where m.id = mail $$;
revoke execute on function find_mail from public;
grant execute on function find_mail to ledgerstream_app;
