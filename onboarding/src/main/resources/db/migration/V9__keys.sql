-- Set by an operator: this key is replaced at the next look, whatever its age.
alter table lender_key add column to_replace boolean not null default false;
