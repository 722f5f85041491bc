-- Once per database server, by its administrator, connected to the database `ledgerstream`: the two roles and who owns what.
-- Everything else is the migrations' (Flyway, as ledgerstream_owner). Safe to run again.
--
-- The passwords come from the settings ledgerstream.owner_password and ledgerstream.app_password of the session, so that
-- they stand in no file: PGOPTIONS="-c ledgerstream.owner_password=... -c ledgerstream.app_password=..." psql -f bootstrap.sql

do $$
begin
    if not exists (select from pg_roles where rolname = 'ledgerstream_owner') then
        create role ledgerstream_owner;
    end if;
    if not exists (select from pg_roles where rolname = 'ledgerstream_app') then
        create role ledgerstream_app;
    end if;
    -- current_setting fails where the setting is missing: better no role than one without a password.
    execute format('alter role ledgerstream_owner password %L', current_setting('ledgerstream.owner_password'));
    execute format('alter role ledgerstream_app password %L', current_setting('ledgerstream.app_password'));
    if current_database() <> 'ledgerstream' then
        raise exception 'connect to the database ledgerstream, not to %', current_database();
    end if;
end
$$;

-- Neither may pass row-level security by: the owner does not, as no table is set to FORCE it; the application owns nothing.
alter role ledgerstream_owner login nosuperuser nocreaterole nocreatedb nobypassrls noreplication;
alter role ledgerstream_app login nosuperuser nocreaterole nocreatedb nobypassrls noreplication;

-- As owner of the database it may create in schema public, and trusted extensions such as pg_trgm.
alter database ledgerstream owner to ledgerstream_owner;
revoke all on database ledgerstream from public;
grant connect on database ledgerstream to ledgerstream_app;
revoke create on schema public from public;
grant usage on schema public to ledgerstream_app;
