-- What the connected books were compared with and what came of it, kept with the attempt as evidence: names, countries,
-- how alike. Null where nothing was compared: before the company was read, and where a connection is mended or used for
-- more, since there the company's id at the provider decides.
alter table connection_attempt add column company_match jsonb;
