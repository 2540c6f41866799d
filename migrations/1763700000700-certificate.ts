import { sqlMigration } from './sql-migration.js';

export const Certificate = sqlMigration(
  'Certificate1763700000700',
  `
CREATE TABLE issuer (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  superior_name text,
  name text NOT NULL,
  place text NOT NULL,
  signatory_title text NOT NULL,
  signatory_name text NOT NULL,
  -- Only an authorised issuer may call its paper “Chứng chỉ”, and says on what legal basis.
  authorised boolean NOT NULL DEFAULT false,
  legal_basis text,
  CHECK (NOT authorised OR legal_basis IS NOT NULL)
);
CREATE TABLE register (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL REFERENCES issuer (id),
  year integer NOT NULL,
  serial_pattern text NOT NULL,
  entry_pattern text NOT NULL,
  last_number integer NOT NULL DEFAULT 0,
  UNIQUE (issuer_id, year)
);
-- Which issuer signs for a class.
CREATE TABLE class_issuer (
  class_id uuid PRIMARY KEY REFERENCES training_class (id),
  issuer_id uuid NOT NULL REFERENCES issuer (id)
);
CREATE TABLE certificate (
  id uuid PRIMARY KEY,
  enrolment_id uuid NOT NULL REFERENCES enrolment (id),
  kind text NOT NULL DEFAULT 'completion',
  register_id uuid NOT NULL REFERENCES register (id),
  number integer NOT NULL,
  serial text NOT NULL UNIQUE,
  entry_number text NOT NULL,
  -- At least 128 random bits; what the QR points to.
  code text NOT NULL UNIQUE,
  status text NOT NULL DEFAULT 'valid' CHECK (status IN ('valid', 'revoked', 'replaced')),
  -- What is printed, as it was on the day of issue.
  facts jsonb NOT NULL,
  salt bytea NOT NULL,
  issued_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  end_reason text,
  replaced_by uuid REFERENCES certificate (id),
  pdf_key text,
  pdf_sha256 bytea,
  rendered_at timestamptz,
  UNIQUE (register_id, number)
);
CREATE UNIQUE INDEX certificate_one_valid ON certificate (enrolment_id, kind) WHERE status = 'valid';
CREATE INDEX certificate_unrendered ON certificate (issued_at) WHERE rendered_at IS NULL;
CREATE INDEX certificate_pdf ON certificate (pdf_sha256);
CREATE TABLE issuing_log (
  seq bigint PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('issued', 'revoked', 'replaced')),
  certificate_id uuid NOT NULL REFERENCES certificate (id),
  at timestamptz NOT NULL,
  commitment bytea NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL UNIQUE
);
CREATE TRIGGER issuing_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON issuing_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`,
  'DROP TABLE issuing_log, certificate, class_issuer, register, issuer;',
);
