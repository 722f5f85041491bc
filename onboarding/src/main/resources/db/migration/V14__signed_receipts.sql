-- The receipt as it was signed when the consent was given (compact JWS): evidence that can be checked without us. Null for consents of before.
alter table consent add column receipt_signed text;
