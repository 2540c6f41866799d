import { sqlMigration } from './sql-migration.js';

export const Certificate = sqlMigration(
  'Certificate1763700000700',
  `
CREATE TABLE issuer (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  -- Whose registrars keep its registers; it signs for the programmes of this unit and of those below it.
  owner_unit_id uuid NOT NULL REFERENCES unit (id),
  superior_name text,
  name text NOT NULL,
  -- “Giám đốc Trung tâm …” who certifies; the issuing body itself when absent.
  certifier text,
  place text NOT NULL,
  -- One line each: “KT. GIÁM ĐỐC”, “PHÓ GIÁM ĐỐC”.
  signatory_title text NOT NULL,
  signatory_name text NOT NULL,
  -- Shapes of the two numbers in registers opened from now on.
  serial_pattern text NOT NULL,
  entry_pattern text NOT NULL,
  -- Only an authorised issuer may call its paper “Chứng chỉ”, and says on what legal basis.
  authorised boolean NOT NULL DEFAULT false,
  legal_basis text,
  -- Whether the paper prints the score beside “Đạt”.
  prints_score boolean NOT NULL DEFAULT true,
  -- Whether the QR also says, signed, what it is of, for checking without a network.
  offline_code boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  CHECK (NOT authorised OR legal_basis IS NOT NULL)
);
CREATE INDEX issuer_owner ON issuer (owner_unit_id);
CREATE TABLE register (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL REFERENCES issuer (id),
  year integer NOT NULL,
  serial_pattern text NOT NULL,
  entry_pattern text NOT NULL,
  last_number integer NOT NULL DEFAULT 0,
  UNIQUE (issuer_id, year)
);
-- Which issuer signs for a class, where it is not the one of its programme's unit.
CREATE TABLE class_issuer (
  class_id uuid PRIMARY KEY REFERENCES training_class (id),
  issuer_id uuid NOT NULL REFERENCES issuer (id)
);
-- What the course, the class and the programme of a class are called in English, for papers in two languages.
CREATE TABLE class_english (
  class_id uuid PRIMARY KEY REFERENCES training_class (id) ON DELETE CASCADE,
  course text,
  class text,
  programme text,
  changed_at timestamptz NOT NULL DEFAULT now()
);
-- Designs of certificates.
CREATE TABLE certificate_template (
  id uuid PRIMARY KEY,
  -- Whose registrars and administrators change it.
  owner_unit_id uuid NOT NULL REFERENCES unit (id),
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX certificate_template_owner ON certificate_template (owner_unit_id);
-- A published version never changes: certificates are drawn by it again years later. One draft at most.
CREATE TABLE certificate_template_version (
  id uuid PRIMARY KEY,
  template_id uuid NOT NULL REFERENCES certificate_template (id),
  version integer NOT NULL CHECK (version > 0),
  document jsonb NOT NULL,
  -- Counts the changes of the draft; the proof that was seen is of one of them.
  revision integer NOT NULL DEFAULT 1,
  proofed_revision integer,
  changed_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz,
  published_by uuid REFERENCES account (id),
  UNIQUE (template_id, version),
  CHECK (published_at IS NULL OR (proofed_revision IS NOT NULL AND proofed_revision = revision))
);
CREATE UNIQUE INDEX certificate_template_draft ON certificate_template_version (template_id) WHERE published_at IS NULL;
CREATE TRIGGER certificate_template_version_kept BEFORE UPDATE OR DELETE ON certificate_template_version
  FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
-- Seals, signatures and logos, flattened, by the SHA-256 of what is kept.
CREATE TABLE certificate_picture (
  id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
  content bytea NOT NULL,
  taken_in_at timestamptz NOT NULL DEFAULT now()
);
-- Which template the papers of a class, a programme or an issuer are drawn by, the nearest first; none: the usual page.
CREATE TABLE class_template (
  class_id uuid PRIMARY KEY REFERENCES training_class (id),
  template_id uuid NOT NULL REFERENCES certificate_template (id)
);
CREATE TABLE programme_template (
  programme_id uuid PRIMARY KEY REFERENCES programme (id),
  template_id uuid NOT NULL REFERENCES certificate_template (id)
);
CREATE TABLE issuer_template (
  issuer_id uuid PRIMARY KEY REFERENCES issuer (id),
  template_id uuid NOT NULL REFERENCES certificate_template (id)
);
-- A number as people type it: any case, with or without spaces.
CREATE FUNCTION typed_number(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT upper(regexp_replace(normalize($1, NFC), '\\s+', '', 'g')) $$;
-- Certificates of the keys that ever signed a file here; fingerprint is SHA-256 of der.
CREATE TABLE signing_certificate (
  fingerprint bytea PRIMARY KEY,
  der bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('development', 'pkcs12', 'remote')),
  first_used_at timestamptz NOT NULL
);
-- While the signer cannot sign: until when nobody asks it again. One row or none.
CREATE TABLE signing_pause (
  "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
  since timestamptz NOT NULL DEFAULT now(),
  until timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 1,
  reason text NOT NULL
);
CREATE TABLE certificate (
  id uuid PRIMARY KEY,
  -- Null: an award of a contest (contest_award).
  enrolment_id uuid REFERENCES enrolment (id),
  kind text NOT NULL DEFAULT 'completion' CHECK (kind IN ('completion', 'contest-award')),
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
  -- The page as drawn, with room for the signature; goes once the signed file is kept.
  drawn_key text,
  rendered_at timestamptz,
  -- The file, signed: the only one ever given to anybody.
  pdf_key text,
  pdf_sha256 bytea,
  signed_at timestamptz,
  signed_by bytea REFERENCES signing_certificate (fingerprint),
  CHECK ((signed_at IS NULL) = (pdf_key IS NULL) AND (signed_at IS NULL) = (pdf_sha256 IS NULL)
    AND (signed_at IS NULL) = (signed_by IS NULL)),
  CHECK ((kind = 'completion') = (enrolment_id IS NOT NULL)),
  UNIQUE (register_id, number)
);
CREATE UNIQUE INDEX certificate_one_valid ON certificate (enrolment_id, kind) WHERE status = 'valid';
CREATE INDEX certificate_replaced_by ON certificate (replaced_by) WHERE replaced_by IS NOT NULL;
CREATE INDEX certificate_enrolment ON certificate (enrolment_id);
CREATE INDEX certificate_unrendered ON certificate (issued_at) WHERE rendered_at IS NULL;
CREATE INDEX certificate_unsigned ON certificate (rendered_at) WHERE signed_at IS NULL;
CREATE INDEX certificate_drawn ON certificate (id) WHERE drawn_key IS NOT NULL;
CREATE INDEX certificate_pdf ON certificate (pdf_sha256);
CREATE INDEX certificate_serial_typed ON certificate (typed_number(serial));
CREATE INDEX certificate_entry_typed ON certificate (typed_number(entry_number));
CREATE INDEX certificate_holder ON certificate USING gin (search_text(facts #>> '{holder,name}') gin_trgm_ops);
-- Certificates as Open Badges: made when the holder wants one. position counts from 0 within the issuer's status lists.
CREATE TABLE open_badge (
  certificate_id uuid PRIMARY KEY REFERENCES certificate (id),
  issuer_id uuid NOT NULL REFERENCES issuer (id),
  position integer NOT NULL CHECK (position >= 0),
  -- The credential, signed; null between reserving its place and the first reading.
  token text,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (issuer_id, position)
);
-- Levels of the ledger that a certificate states, as they stand in its facts: whether one was taken back since.
CREATE TABLE certificate_level (
  certificate_id uuid NOT NULL REFERENCES certificate (id),
  entry_id uuid NOT NULL REFERENCES skill_entry (id),
  PRIMARY KEY (certificate_id, entry_id)
);
CREATE INDEX certificate_level_entry ON certificate_level (entry_id);
-- Awards of a round, one a place: of a person by their entry, or of a unit. A replacement takes the row over.
CREATE TABLE contest_award (
  certificate_id uuid PRIMARY KEY REFERENCES certificate (id),
  round_id uuid NOT NULL REFERENCES contest_round (id),
  -- The standings it follows from.
  count_id uuid NOT NULL REFERENCES contest_count (id),
  entry_id uuid REFERENCES contest_entry (id),
  account_id uuid REFERENCES account (id),
  unit_id uuid REFERENCES unit (id),
  CHECK ((entry_id IS NULL) <> (unit_id IS NULL) AND (entry_id IS NULL) = (account_id IS NULL)),
  UNIQUE (round_id, entry_id),
  UNIQUE (round_id, unit_id)
);
CREATE INDEX contest_award_account ON contest_award (account_id) WHERE account_id IS NOT NULL;
-- That a certificate stands although a regrade took back the completion under it (completion_loss).
CREATE TABLE certificate_kept (
  certificate_id uuid NOT NULL REFERENCES certificate (id),
  lost_at timestamptz NOT NULL,
  reason text NOT NULL,
  kept_by uuid NOT NULL REFERENCES account (id),
  kept_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (certificate_id, lost_at)
);
-- That a holder is told of their certificate by mail, once.
CREATE TABLE certificate_mail (
  certificate_id uuid PRIMARY KEY REFERENCES certificate (id),
  class_id uuid NOT NULL REFERENCES training_class (id),
  -- sending: about to be handed over, written before, so that a crash leaves nothing to be sent again by itself;
  -- unsure: it may have arrived.
  state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'unsure', 'no-address')),
  -- What the server answered when it did not take the letter.
  smtp_code integer,
  tries integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX certificate_mail_class ON certificate_mail (class_id, state);
CREATE INDEX certificate_mail_open ON certificate_mail (next_at, certificate_id) WHERE state IN ('waiting', 'sending');
-- Files of a class, or of one unit in it, put together on request; they go after expires_at.
CREATE TABLE certificate_bundle (
  id uuid PRIMARY KEY,
  class_id uuid NOT NULL REFERENCES training_class (id),
  -- Of this unit and those below it; everybody when absent.
  unit_id uuid REFERENCES unit (id),
  -- signed: the files as issued; print: their pages in volumes for paper, without signatures.
  kind text NOT NULL CHECK (kind IN ('signed', 'print')),
  task_id uuid,
  requested_by uuid NOT NULL REFERENCES account (id),
  requested_at timestamptz NOT NULL DEFAULT now(),
  certificates integer,
  file_key text,
  bytes bigint,
  sha256 bytea,
  ready_at timestamptz,
  expires_at timestamptz,
  CHECK ((ready_at IS NULL) = (expires_at IS NULL))
);
CREATE INDEX certificate_bundle_class ON certificate_bundle (class_id, requested_at);
CREATE INDEX certificate_bundle_kept ON certificate_bundle (expires_at) WHERE file_key IS NOT NULL;
-- Public halves of the keys whose signatures anybody checks by fetching them from us; kept for good.
CREATE TABLE published_key (
  kid text PRIMARY KEY,
  use text NOT NULL CHECK (use IN ('badge', 'offline')),
  jwk jsonb NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  -- Signs nothing since then.
  retired_at timestamptz
);
-- What a guardian of a pupil under 16 agreed to, for each purpose apart; in force until it is withdrawn.
CREATE TABLE guardian_consent (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('issue', 'share')),
  guardian_name text NOT NULL CHECK (guardian_name = normalize(guardian_name, NFC)),
  relation text NOT NULL CHECK (relation IN ('mother', 'father', 'guardian')),
  channel text NOT NULL CHECK (channel IN ('paper', 'link')),
  -- Version of the text that was agreed to.
  wording text NOT NULL,
  -- Who had the signed paper before them; null where the guardian answered by a slip.
  recorded_by uuid REFERENCES account (id),
  given_at timestamptz NOT NULL DEFAULT now(),
  withdrawn_at timestamptz,
  withdrawn_by uuid REFERENCES account (id),
  CHECK ((channel = 'paper') = (recorded_by IS NOT NULL))
);
CREATE UNIQUE INDEX guardian_consent_in_force ON guardian_consent (account_id, purpose) WHERE withdrawn_at IS NULL;
CREATE INDEX guardian_consent_account ON guardian_consent (account_id);
-- One-time links and printed codes for guardians; used once to give, after that only to see and to withdraw.
CREATE TABLE guardian_invitation (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE,
  code_hash bytea NOT NULL UNIQUE,
  issued_by uuid NOT NULL REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX guardian_invitation_account ON guardian_invitation (account_id);
-- Why somebody who completed holds no certificate yet: asked again now and then, shown to the registrar.
CREATE TABLE issuing_obstacle (
  enrolment_id uuid PRIMARY KEY REFERENCES enrolment (id) ON DELETE CASCADE,
  code text NOT NULL,
  params jsonb NOT NULL DEFAULT '{}',
  first_at timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now()
);
-- Registers kept elsewhere before (on paper, in another system), sent as files; what was read of one before it is recorded.
CREATE TABLE old_register_import (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL REFERENCES issuer (id),
  year integer NOT NULL CHECK (year BETWEEN 2000 AND 2099),
  file_name text NOT NULL,
  -- Null once the file was thrown away.
  file_key text,
  file_sha256 bytea NOT NULL,
  -- {sheet, headerRow, columns, serialPattern, entryPattern, doubles, courses, course}; remembered for the issuer's next file.
  choices jsonb NOT NULL DEFAULT '{}',
  layout jsonb,
  -- Why nothing could be read at all, as a code of the locales with its parameters.
  refusal jsonb,
  status text NOT NULL DEFAULT 'uploaded' CHECK (status IN ('uploaded', 'checked', 'applying', 'applied', 'undone', 'discarded')),
  summary jsonb NOT NULL DEFAULT '{}',
  task_id uuid REFERENCES task (id),
  -- From here on once recording began: the numbers last_before + 1 to last_after are those of the old register.
  register_id uuid REFERENCES register (id),
  last_before integer,
  last_after integer,
  created_by uuid REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  applied_at timestamptz,
  undone_at timestamptz,
  CHECK ((register_id IS NULL) = (last_before IS NULL) AND (register_id IS NULL) = (last_after IS NULL))
);
CREATE INDEX old_register_import_issuer ON old_register_import (issuer_id, created_at DESC);
CREATE INDEX old_register_import_register ON old_register_import (register_id) WHERE register_id IS NOT NULL;
-- Rows as they were read: those recorded leave, those refused stay with their cells and reasons.
CREATE TABLE old_register_row (
  import_id uuid NOT NULL REFERENCES old_register_import (id) ON DELETE CASCADE,
  row integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('accept', 'warn', 'same', 'reject')),
  cells jsonb NOT NULL,
  entry jsonb,
  messages jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (import_id, row)
);
-- An entry of an older register, recorded once; no paper of ours belongs to it.
CREATE TABLE old_entry (
  id uuid PRIMARY KEY,
  import_id uuid NOT NULL REFERENCES old_register_import (id),
  row integer NOT NULL,
  register_id uuid NOT NULL REFERENCES register (id),
  number integer NOT NULL CHECK (number > 0),
  -- As the old register has them; one of them at least.
  serial text,
  entry_number text,
  status text NOT NULL DEFAULT 'valid' CHECK (status IN ('valid', 'revoked', 'replaced', 'undone')),
  -- {issuer, holder, course, study, issuedOn}, as the facts of certificates; null once the import was undone.
  facts jsonb,
  salt bytea,
  recorded_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text,
  replaced_by uuid REFERENCES certificate (id),
  UNIQUE (import_id, row),
  CHECK (serial IS NOT NULL OR entry_number IS NOT NULL),
  CHECK ((facts IS NULL) = (salt IS NULL) AND (facts IS NOT NULL OR status = 'undone')),
  CHECK ((status = 'replaced') = (replaced_by IS NOT NULL))
);
CREATE INDEX old_entry_number ON old_entry (register_id, number);
CREATE INDEX old_entry_replaced_by ON old_entry (replaced_by) WHERE replaced_by IS NOT NULL;
CREATE INDEX old_entry_serial_typed ON old_entry (typed_number(serial));
CREATE INDEX old_entry_entry_typed ON old_entry (typed_number(entry_number));
CREATE INDEX old_entry_holder ON old_entry USING gin (search_text(facts #>> '{holder,name}') gin_trgm_ops);
-- What stands in a register: certificates, and entries of older registers.
CREATE VIEW register_entry AS
  SELECT id, register_id, number, serial, entry_number, code, status, facts, issued_at, ended_at, end_reason, pdf_key, signed_at,
    false AS imported FROM certificate
  UNION ALL SELECT id, register_id, number, serial, entry_number, NULL, status, facts, recorded_at, ended_at, end_reason, NULL, NULL,
    true FROM old_entry WHERE status <> 'undone';
CREATE TABLE issuing_log (
  seq bigint PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('issued', 'imported', 'revoked', 'replaced', 'undone')),
  -- What it is of: a certificate or an entry of an older register.
  certificate_id uuid REFERENCES certificate (id),
  old_entry_id uuid REFERENCES old_entry (id),
  at timestamptz NOT NULL,
  commitment bytea NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL UNIQUE,
  CHECK (num_nonnulls(certificate_id, old_entry_id) = 1)
);
CREATE INDEX issuing_log_certificate ON issuing_log (certificate_id);
CREATE INDEX issuing_log_old_entry ON issuing_log (old_entry_id) WHERE old_entry_id IS NOT NULL;
CREATE TRIGGER issuing_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON issuing_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- The end of the log, locked by whoever appends: one row.
CREATE TABLE issuing_head (
  "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
  seq bigint NOT NULL,
  hash bytea NOT NULL
);
-- Hashes over each 256 entries of the log (RFC 6962), so that proofs need not read it all; rebuildable.
CREATE TABLE issuing_log_block (
  number bigint PRIMARY KEY,
  root bytea NOT NULL
);
-- Daily signed statements of what the log is (C2SP tlog-checkpoint), for others to keep.
CREATE TABLE checkpoint (
  day date PRIMARY KEY,
  size bigint NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL,
  verifier_key text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
INSERT INTO issuing_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'));
`,
  `
DROP TABLE guardian_invitation, guardian_consent, published_key;
DROP TABLE certificate_mail, certificate_bundle;
DROP VIEW register_entry;
DROP TABLE certificate_kept, checkpoint, issuing_log_block, issuing_head, issuing_log, old_entry, old_register_row, old_register_import, issuing_obstacle, open_badge, contest_award, certificate_level, certificate, signing_pause, signing_certificate, issuer_template, programme_template, class_template, certificate_picture,
  certificate_template_version, certificate_template, class_english, class_issuer, register, issuer;
DROP FUNCTION typed_number(text);
`,
);
