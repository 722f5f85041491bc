-- The words of the consent, second version: where files are uploaded, nothing is read daily, so that case has words of its
-- own ("file", in place of "text"). What is said of a connection is as it was.
insert into consent_text (version, language, body, sha256, created_at)
select version, language, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), timestamptz '2026-11-24 00:00:00Z'
from (values
('2026-11b', 'en', $text$
{
  "heading": "Share your data with {lender}?",
  "rows": [
    {"term": "What", "products": {
      "SPEND_ANALYSIS": "Spend analysis: suppliers, bills, payments, expenses and credits",
      "FINANCIALS": "Financials: account balances by month, for profit and loss and balance sheet"}},
    {"term": "Not", "text": "Sales, customers, payroll, tax and bank account numbers, passwords",
      "file": "Sales, customers, payroll, tax and bank account numbers, passwords: please leave them out of the files"},
    {"term": "Why", "text": "{lender} looks at what {company} owes and pays, to decide on its financing and to look after it"},
    {"term": "Who reads it", "text": "The people at {lender} who are in charge of {company}. Ledgerstream fetches the data and keeps it for {lender}, and uses it for nothing else",
      "file": "The people at {lender} who are in charge of {company}. Ledgerstream keeps the files for {lender}, encrypted, and uses them for nothing else"},
    {"term": "How often", "text": "Daily. Reading only: nothing in {software} is ever changed",
      "file": "Once: only the files that you upload. Nobody connects to {software}"},
    {"term": "How far back", "text": "{history} months, and bills still open",
      "file": "As far as your files go. {lender} asks for {history} months, and bills still open"},
    {"term": "Until", "text": "{until}, or the day you stop it"},
    {"term": "Afterwards", "text": "Reading stops. The copies are erased after {erase} days",
      "file": "The files are no longer used. They are erased after {erase} days"},
    {"term": "How to stop", "text": "At any time: write to {stop}, or remove Ledgerstream from the connected apps in {software}",
      "file": "At any time: write to {stop}"}
  ],
  "software": {
    "quickbooks-online": "QuickBooks will ask for all accounting data, because it offers nothing smaller. We only read, and only what is listed here."
  },
  "products": {
    "SPEND_ANALYSIS": "Share the data for spend analysis",
    "FINANCIALS": "Share the data for financials"
  },
  "decide": "I may decide this for {company}"
}$text$),
('2026-11b', 'fr', $text$
{
  "heading": "Partager vos données avec {lender} ?",
  "rows": [
    {"term": "Quoi", "products": {
      "SPEND_ANALYSIS": "Analyse des dépenses : fournisseurs, factures, paiements, dépenses et avoirs",
      "FINANCIALS": "États financiers : soldes des comptes par mois, pour le compte de résultat et le bilan"}},
    {"term": "Pas", "text": "Ventes, clients, paie, numéros fiscaux et de comptes bancaires, mots de passe",
      "file": "Ventes, clients, paie, numéros fiscaux et de comptes bancaires, mots de passe : merci de ne pas les mettre dans les fichiers"},
    {"term": "Pourquoi", "text": "{lender} examine ce que {company} doit et paie, pour décider de son financement et le suivre"},
    {"term": "Qui lit", "text": "Les personnes de {lender} chargées de {company}. Ledgerstream récupère les données, les conserve pour {lender} et ne s’en sert pour rien d’autre",
      "file": "Les personnes de {lender} chargées de {company}. Ledgerstream conserve les fichiers pour {lender}, chiffrés, et ne s’en sert pour rien d’autre"},
    {"term": "À quelle fréquence", "text": "Chaque jour. En lecture seule : rien n’est jamais modifié dans {software}",
      "file": "Une seule fois : les fichiers que vous envoyez, rien d’autre. Personne ne se connecte à {software}"},
    {"term": "Jusqu’où dans le passé", "text": "{history} mois, et les factures encore ouvertes",
      "file": "Aussi loin que vont vos fichiers. {lender} demande {history} mois, et les factures encore ouvertes"},
    {"term": "Jusqu’au", "text": "{until}, ou jusqu’au jour où vous y mettez fin"},
    {"term": "Ensuite", "text": "La lecture s’arrête. Les copies sont effacées après {erase} jours",
      "file": "Les fichiers ne servent plus. Ils sont effacés après {erase} jours"},
    {"term": "Comment y mettre fin", "text": "À tout moment : écrivez à {stop}, ou retirez Ledgerstream des applications connectées dans {software}",
      "file": "À tout moment : écrivez à {stop}"}
  ],
  "software": {
    "quickbooks-online": "QuickBooks demandera l’accès à toutes les données comptables, car il ne propose rien de plus restreint. Nous lisons seulement, et seulement ce qui est indiqué ici."
  },
  "products": {
    "SPEND_ANALYSIS": "Partager les données pour l’analyse des dépenses",
    "FINANCIALS": "Partager les données pour les états financiers"
  },
  "decide": "Je peux en décider pour {company}"
}$text$)) as words (version, language, body);
