-- What somebody agreed to stays as it was agreed: of a consent the application may say no more than that it ended, and when its copies go.
revoke update, delete on consent from ledgerstream_app;
grant update (ended_at, ended_reason, erase_at, erased_at) on consent to ledgerstream_app;
