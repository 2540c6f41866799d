import { sqlMigration } from './sql-migration.js';

export const Identity = sqlMigration(
  'Identity1763700000200',
  `
CREATE TABLE account (
  id uuid PRIMARY KEY,
  username text UNIQUE CHECK (username = lower(username)),
  phone text UNIQUE,
  email text UNIQUE CHECK (email = lower(email)),
  password_hash text,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'active', 'disabled')),
  locale text NOT NULL DEFAULT 'vi' CHECK (locale IN ('vi', 'en')),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_sign_in_at timestamptz
);

-- Who the account belongs to: the personal data, apart from the means of signing in.
CREATE TABLE person (
  account_id uuid PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  full_name text NOT NULL CHECK (full_name = normalize(full_name, NFC)),
  birth_date date,
  birth_year integer,
  gender text CHECK (gender IN ('male', 'female')),
  -- The citizen number is kept encrypted; its keyed hash finds the same person again.
  citizen_id_cipher bytea,
  citizen_id_hash bytea UNIQUE,
  job_title text,
  unit_id uuid REFERENCES unit (id),
  target_group text NOT NULL DEFAULT 'official' CHECK (target_group IN ('official', 'citizen', 'student', 'worker')),
  contact_phone text,
  contact_email text
);
CREATE INDEX person_unit ON person (unit_id);
CREATE INDEX person_search ON person USING gin (search_text(full_name) gin_trgm_ops);
-- Lists of people: by given name, which comes last, then by the rest.
CREATE INDEX person_by_given_name ON person
  ((substring(full_name FROM '\\S+$')) COLLATE "vi-x-icu", full_name COLLATE "vi-x-icu", account_id);
CREATE INDEX person_contact_phone ON person (contact_phone);
-- The same name in the same unit, or born on the same day: who a row of a list may be.
CREATE INDEX person_name_unit ON person (search_text(full_name), unit_id);
CREATE INDEX person_name_birth ON person (search_text(full_name), birth_date);

-- What an import (the origin) changed about people it found, as it was before and as the import left it: undoing
-- the import returns what nobody has changed since.
CREATE TABLE person_change (
  origin uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  field text NOT NULL,
  before jsonb,
  after jsonb,
  PRIMARY KEY (origin, account_id, field)
);
CREATE INDEX person_change_account ON person_change (account_id);

CREATE TABLE session (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  -- Moves forward while the session is used, never past fourteen days from its beginning.
  expires_at timestamptz NOT NULL,
  -- What the person recognises it by in their own list: «Chrome · Android».
  device text NOT NULL DEFAULT '',
  -- How the person proved who they are.
  way text NOT NULL DEFAULT 'password',
  ended_at timestamptz
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE role_grant (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('learner', 'unit-manager', 'author', 'marker', 'invigilator', 'registrar', 'programme-admin', 'system-admin', 'auditor')),
  unit_id uuid NOT NULL REFERENCES unit (id),
  granted_by uuid REFERENCES account (id),
  granted_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
CREATE UNIQUE INDEX role_grant_once ON role_grant (account_id, role, unit_id) WHERE revoked_at IS NULL;
-- Whole, not only of living rows: removing an account looks for everything that refers to it.
CREATE INDEX role_grant_account ON role_grant (account_id);
CREATE INDEX role_grant_granted_by ON role_grant (granted_by) WHERE granted_by IS NOT NULL;
CREATE INDEX role_grant_staff ON role_grant (role) WHERE revoked_at IS NULL AND role <> 'learner';

-- One-time links and printed codes: activation of imported people, password reset. Only hashes are kept.
CREATE TABLE one_time_secret (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('activation', 'password-reset')),
  token_hash bytea NOT NULL UNIQUE,
  code_hash bytea UNIQUE,
  issued_by uuid REFERENCES account (id) ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX one_time_secret_account ON one_time_secret (account_id, purpose);
CREATE INDEX one_time_secret_issued_by ON one_time_secret (issued_by) WHERE issued_by IS NOT NULL;

-- The code generator of an account (RFC 6238): its secret sealed, the last time step whose code was taken, so that
-- no code works twice. Not confirmed: shown to its owner, waiting for a first code.
CREATE TABLE second_factor (
  account_id uuid PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  secret_cipher bytea NOT NULL,
  confirmed_at timestamptz,
  last_step bigint
);
CREATE TABLE recovery_code (
  account_id uuid NOT NULL REFERENCES second_factor (account_id) ON DELETE CASCADE,
  code_hash bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, code_hash)
);
-- Who has shown a password and owes a code: no session yet.
CREATE TABLE pending_sign_in (
  token_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  device text NOT NULL,
  way text NOT NULL,
  misses integer NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL
);
CREATE INDEX pending_sign_in_account ON pending_sign_in (account_id);

-- Failed attempts, counted per account and address together: 2,000 sign-ins from one office pass, and nobody
-- can lock another person out from elsewhere. The key is a hash.
CREATE TABLE sign_in_throttle (
  key bytea PRIMARY KEY,
  failures integer NOT NULL DEFAULT 0,
  window_started_at timestamptz NOT NULL DEFAULT now(),
  locked_until timestamptz
);
`,
  'DROP TABLE sign_in_throttle, pending_sign_in, recovery_code, second_factor, one_time_secret, role_grant, session, person_change, person, account;',
);
