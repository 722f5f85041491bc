-- The words of the consent, third version: how to stop names the address where sharings are managed. The rest is as it was.
insert into consent_text (version, language, body, sha256, created_at)
select '2026-11c', language, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), timestamptz '2026-11-24 08:00:00Z'
from (select language, replace(replace(replace(replace(body,
          'At any time: write to {stop}, or remove Ledgerstream from the connected apps in {software}', 'At any time: at {manage}, or by writing to {stop}'),
          'At any time: write to {stop}', 'At any time: at {manage}, or by writing to {stop}'),
          'À tout moment : écrivez à {stop}, ou retirez Ledgerstream des applications connectées dans {software}', 'À tout moment : sur {manage}, ou en écrivant à {stop}'),
          'À tout moment : écrivez à {stop}', 'À tout moment : sur {manage}, ou en écrivant à {stop}') as body
      from consent_text where version = '2026-11b') as words;
