import { sqlMigration } from './sql-migration.js';

export const Recognition = sqlMigration(
  'Recognition1763700000800',
  `
-- How completion of universal digital skills is confirmed in one target group. The numbers are typed by people and are
-- empty until then. Once approved a version never changes; the newest whose day has come is in force.
CREATE TABLE recognition_rule (
  id uuid PRIMARY KEY,
  target_group text NOT NULL CHECK (target_group IN ('official', 'citizen', 'student', 'worker')),
  version integer NOT NULL CHECK (version >= 1),
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'approved')),
  title text NOT NULL DEFAULT '',
  legal_basis text NOT NULL DEFAULT '',
  -- Invented, for looking at: it says so wherever it is shown.
  demonstration boolean NOT NULL DEFAULT false,
  -- Of each examination among the requirements: how many questions at least, which share of the marks, in how many
  -- attempts at most.
  questions integer CHECK (questions BETWEEN 1 AND 500),
  threshold_percent integer CHECK (threshold_percent BETWEEN 1 AND 100),
  attempts integer CHECK (attempts BETWEEN 1 AND 100),
  -- The nearest unit of one of these kinds, at or above the unit of the person, confirms.
  decided_by text[] NOT NULL DEFAULT '{}' CHECK (decided_by <@ ARRAY['province', 'commune', 'department', 'office']),
  validity_months integer CHECK (validity_months BETWEEN 1 AND 600),
  unlimited boolean NOT NULL DEFAULT false,
  -- [{id, kind: examination (courseId, lessonKey) | course (courseId) | skill (framework, component, level)}]
  requirements jsonb NOT NULL DEFAULT '[]',
  -- [{id, kind: certificate (courseId) | course (courseId) | age (from) | stated (text)}]
  exemptions jsonb NOT NULL DEFAULT '[]',
  effective_from date,
  -- Everybody who had a hand in the draft: none of them may approve it.
  edited_by uuid[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  approved_by uuid REFERENCES account (id),
  approved_at timestamptz,
  UNIQUE (target_group, version),
  CHECK (NOT (unlimited AND validity_months IS NOT NULL)),
  CHECK ((status = 'draft') = (approved_at IS NULL)),
  CHECK (status = 'draft' OR (title <> '' AND legal_basis <> '' AND effective_from IS NOT NULL
    AND cardinality(decided_by) > 0 AND (unlimited OR validity_months IS NOT NULL) AND requirements <> '[]')),
  CHECK (status = 'draft' OR demonstration OR approved_by IS NOT NULL),
  CHECK (approved_by IS NULL OR NOT approved_by = ANY (edited_by))
);
CREATE UNIQUE INDEX recognition_rule_one_draft ON recognition_rule (target_group) WHERE status = 'draft';
CREATE FUNCTION recognition_rule_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' THEN
    RAISE EXCEPTION 'recognition rule % v% is approved', OLD.target_group, OLD.version
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER recognition_rule_guard BEFORE UPDATE OR DELETE ON recognition_rule
  FOR EACH ROW EXECUTE FUNCTION recognition_rule_guard();

CREATE TABLE recognition_application (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id),
  target_group text NOT NULL,
  -- In force on the day it was handed in; decisions are made by it.
  rule_id uuid NOT NULL REFERENCES recognition_rule (id),
  unit_id uuid NOT NULL REFERENCES unit (id),
  deciding_unit_id uuid NOT NULL REFERENCES unit (id),
  status text NOT NULL DEFAULT 'submitted'
    CHECK (status IN ('submitted', 'more-asked', 'withdrawn', 'refused', 'confirmed')),
  -- Which exemption of the rule is claimed, and why in the person's own words.
  exemption_id uuid,
  exemption_reason text,
  -- Somebody else than account_id: handed in for them.
  applied_by uuid NOT NULL REFERENCES account (id),
  submitted_at timestamptz NOT NULL DEFAULT now(),
  decided_by uuid REFERENCES account (id),
  decided_at timestamptz,
  -- Of a refusal, or what more is asked for.
  reason text,
  CHECK (exemption_reason IS NULL OR exemption_id IS NOT NULL),
  CHECK (status NOT IN ('refused', 'more-asked') OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX recognition_application_open ON recognition_application (account_id, target_group)
  WHERE status IN ('submitted', 'more-asked');
CREATE INDEX recognition_application_queue ON recognition_application (deciding_unit_id, status, submitted_at);
CREATE INDEX recognition_application_account ON recognition_application (account_id);
-- Removing an account looks for everything that refers to it.
CREATE INDEX recognition_application_applied_by ON recognition_application (applied_by);
CREATE INDEX recognition_application_decided_by ON recognition_application (decided_by) WHERE decided_by IS NOT NULL;
-- What happened to an application, in order.
CREATE TABLE recognition_step (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES recognition_application (id),
  kind text NOT NULL CHECK (kind IN ('submitted', 'withdrawn', 'more-asked', 'refused', 'confirmed', 'doubted',
    'restored', 'kept', 'ended', 'expired')),
  -- Null: the platform itself.
  actor_id uuid REFERENCES account (id),
  reason text,
  happened_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX recognition_step_application ON recognition_step (application_id);
CREATE INDEX recognition_step_actor ON recognition_step (actor_id) WHERE actor_id IS NOT NULL;
CREATE TRIGGER recognition_step_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON recognition_step
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The last number given by a unit in a year; locked while one is taken, so that there are no gaps.
CREATE TABLE recognition_register (
  unit_id uuid NOT NULL REFERENCES unit (id),
  year integer NOT NULL,
  last_number integer NOT NULL,
  PRIMARY KEY (unit_id, year)
);
CREATE TABLE recognition (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL UNIQUE REFERENCES recognition_application (id),
  account_id uuid NOT NULL REFERENCES account (id),
  target_group text NOT NULL,
  rule_id uuid NOT NULL REFERENCES recognition_rule (id),
  unit_id uuid NOT NULL REFERENCES unit (id),
  deciding_unit_id uuid NOT NULL REFERENCES unit (id),
  year integer NOT NULL,
  number integer NOT NULL,
  -- As printed: number, year and unit.
  serial text NOT NULL UNIQUE,
  -- At least 128 random bits; what the QR points to.
  code text NOT NULL UNIQUE,
  -- {name, unit, decidingUnit}: as they were on that day.
  facts jsonb NOT NULL,
  -- [{requirement, kind, id, at}]: what was shown. Empty where an exemption was accepted.
  evidence jsonb NOT NULL,
  status text NOT NULL DEFAULT 'valid' CHECK (status IN ('valid', 'doubted', 'ended', 'expired')),
  confirmed_by uuid NOT NULL REFERENCES account (id),
  confirmed_at timestamptz NOT NULL DEFAULT now(),
  -- The last day; null: without end.
  valid_until date,
  ended_by uuid REFERENCES account (id),
  ended_at timestamptz,
  end_reason text,
  CHECK ((status = 'ended') = (ended_at IS NOT NULL AND end_reason IS NOT NULL)),
  UNIQUE (deciding_unit_id, year, number)
);
CREATE UNIQUE INDEX recognition_one_living ON recognition (account_id, target_group)
  WHERE status IN ('valid', 'doubted');
CREATE INDEX recognition_account ON recognition (account_id);
CREATE INDEX recognition_confirmed_by ON recognition (confirmed_by);
CREATE INDEX recognition_ended_by ON recognition (ended_by) WHERE ended_by IS NOT NULL;
CREATE INDEX recognition_unit ON recognition (deciding_unit_id, confirmed_at);
CREATE INDEX recognition_expiry ON recognition (valid_until) WHERE status IN ('valid', 'doubted');
-- The file of a confirmation, signed: made when it is first asked for, and the only one ever given to anybody.
CREATE TABLE recognition_file (
  recognition_id uuid PRIMARY KEY REFERENCES recognition (id),
  pdf_key text NOT NULL,
  sha256 bytea NOT NULL,
  signed_at timestamptz NOT NULL
);
-- A confirmation whose validity another one took over before its last day; it stays readable.
CREATE TABLE recognition_renewal (
  recognition_id uuid PRIMARY KEY REFERENCES recognition (id),
  renewed_by uuid NOT NULL UNIQUE REFERENCES recognition (id),
  renewed_at timestamptz NOT NULL DEFAULT now()
);
-- The evidence went after the confirmation. Open until the evidence is back or the confirmation has ended.
CREATE TABLE recognition_doubt (
  recognition_id uuid NOT NULL REFERENCES recognition (id),
  number integer NOT NULL CHECK (number >= 1),
  -- Requirements that are not met any more.
  lacking uuid[] NOT NULL,
  found_at timestamptz NOT NULL DEFAULT now(),
  restored_at timestamptz,
  -- A person let the confirmation stand.
  kept_at timestamptz,
  kept_by uuid REFERENCES account (id),
  kept_reason text,
  PRIMARY KEY (recognition_id, number)
);
-- That the result may go to VNeID: asked for by itself, and taken back whenever the holder wants.
CREATE TABLE recognition_sharing (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id),
  agreed boolean NOT NULL,
  -- Which wording was shown, and who pressed the button.
  text_version integer NOT NULL,
  told_by uuid NOT NULL REFERENCES account (id),
  told_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX recognition_sharing_account ON recognition_sharing (account_id, id);
CREATE INDEX recognition_sharing_told_by ON recognition_sharing (told_by);
CREATE TRIGGER recognition_sharing_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON recognition_sharing
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Where each person stands in a group, and how many of a unit stand where: written with every change.
CREATE TABLE recognition_standing (
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  target_group text NOT NULL,
  unit_id uuid NOT NULL REFERENCES unit (id),
  state text NOT NULL CHECK (state IN ('pending', 'confirmed', 'doubted', 'refused', 'expired', 'ended')),
  PRIMARY KEY (account_id, target_group)
);
CREATE TABLE recognition_rollup (
  unit_id uuid NOT NULL REFERENCES unit (id),
  target_group text NOT NULL,
  state text NOT NULL,
  people integer NOT NULL,
  PRIMARY KEY (unit_id, target_group, state)
);
-- How many people of a unit and of those below it are to be confirmed by the end of a year.
CREATE TABLE recognition_target (
  unit_id uuid NOT NULL REFERENCES unit (id),
  target_group text NOT NULL CHECK (target_group IN ('official', 'citizen', 'student', 'worker')),
  year integer NOT NULL CHECK (year BETWEEN 2025 AND 2100),
  people integer NOT NULL CHECK (people > 0),
  -- Where the number comes from.
  basis text NOT NULL,
  set_by uuid REFERENCES account (id),
  set_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (unit_id, target_group, year)
);

-- A list made for VNeID: who made it, what for, and what was answered.
CREATE TABLE recognition_handover (
  id uuid PRIMARY KEY,
  unit_id uuid NOT NULL REFERENCES unit (id),
  format text NOT NULL CHECK (format IN ('csv', 'json')),
  -- 'changes': what was not told before, or was told otherwise, or was refused.
  content text NOT NULL CHECK (content IN ('changes', 'all')),
  purpose text NOT NULL,
  requested_by uuid NOT NULL REFERENCES account (id),
  requested_at timestamptz NOT NULL DEFAULT now(),
  -- Until it is made: null.
  made_at timestamptz,
  rows integer,
  -- Agreed to it, and have no citizen number here.
  without_number integer,
  sha256 bytea
);
CREATE INDEX recognition_handover_unit ON recognition_handover (unit_id, requested_at);
CREATE TABLE recognition_handover_row (
  handover_id uuid NOT NULL REFERENCES recognition_handover (id) ON DELETE CASCADE,
  recognition_id uuid NOT NULL REFERENCES recognition (id),
  -- What the list said of it; 'withdrawn': its holder does not want it passed on any more.
  state text NOT NULL CHECK (state IN ('valid', 'ended', 'expired', 'withdrawn')),
  answer text CHECK (answer IN ('accepted', 'refused')),
  answer_reason text,
  answered_at timestamptz,
  PRIMARY KEY (handover_id, recognition_id)
);
CREATE INDEX recognition_handover_row_recognition ON recognition_handover_row (recognition_id);
`,
  `
DROP TABLE recognition_renewal, recognition_file, recognition_handover_row, recognition_handover, recognition_target, recognition_rollup, recognition_standing,
  recognition_sharing, recognition_doubt, recognition, recognition_register, recognition_step, recognition_application,
  recognition_rule;
DROP FUNCTION recognition_rule_guard();
`,
);
