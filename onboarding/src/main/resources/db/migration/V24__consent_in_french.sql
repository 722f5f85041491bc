-- The words of the consent, fifth version: the French names its rows as French does, and keeps its signs with their words. The English is as it was.
insert into consent_text (version, language, body, sha256, created_at)
select '2026-11e', language, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), timestamptz '2026-11-24 18:00:00Z'
from (select language, case language when 'en' then body
          else regexp_replace(replace(replace(replace(body, '"Quoi"', '"Ce qui est partagé"'), '"Pas"', '"Ce qui ne l’est pas"'), '"Qui lit"', '"Qui les lit"'),
              ' ([:;?!»])', chr(160) || '\1', 'g') end as body
      from consent_text where version = '2026-11d') as words;
