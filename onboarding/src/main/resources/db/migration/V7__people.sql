-- Whether somebody may (still) sign in. Asked with every page of the portal, before its lender is set: yes or no, nothing else.
create function may_sign_in(person uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$ select exists (select from app_user u where u.id = person and u.disabled_at is null) $$;

revoke execute on function may_sign_in from public;
grant execute on function may_sign_in to ledgerstream_app;

create index company_owner on company (owner_id);
