import { sqlMigration } from './sql-migration.js';

export const Mastery = sqlMigration(
  'Mastery1763700000650',
  `
-- When a learner is said to have reached a level of a component. Only approved rules count; a new version is a new row.
CREATE TABLE award_rule (
  id uuid PRIMARY KEY,
  code text NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'approved', 'retired')),
  title text NOT NULL,
  -- The decision by which it is approved.
  legal_basis text NOT NULL,
  course_id uuid NOT NULL REFERENCES course (id),
  -- 'examination': marks of one attempt on the questions of the component; 'completion': the course is completed.
  basis text NOT NULL CHECK (basis IN ('examination', 'completion')),
  percent integer CHECK (percent BETWEEN 1 AND 100),
  min_questions integer CHECK (min_questions BETWEEN 1 AND 200),
  framework_version_id uuid NOT NULL REFERENCES framework_version (id),
  component_code text NOT NULL,
  level integer NOT NULL CHECK (level BETWEEN 1 AND 8),
  -- Invented, for looking at: it says so wherever it is shown, also on certificates.
  demonstration boolean NOT NULL DEFAULT false,
  created_by uuid REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  approved_by uuid REFERENCES account (id),
  approved_at timestamptz,
  retired_at timestamptz,
  CHECK ((basis = 'examination') = (percent IS NOT NULL AND min_questions IS NOT NULL)),
  CHECK ((status = 'draft') = (approved_at IS NULL)),
  -- Two people: who wrote it does not approve it.
  CHECK (status = 'draft' OR demonstration OR (created_by IS NOT NULL AND approved_by IS NOT NULL)),
  CHECK (approved_by <> created_by),
  CHECK ((status = 'retired') = (retired_at IS NOT NULL)),
  UNIQUE (code, version)
);
CREATE UNIQUE INDEX award_rule_one_approved ON award_rule (code) WHERE status = 'approved';
CREATE INDEX award_rule_course ON award_rule (course_id) WHERE status <> 'draft';
CREATE FUNCTION award_rule_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' AND (
    TG_OP = 'DELETE'
    OR NOT (OLD.status = 'approved' AND NEW.status = 'retired')
    OR to_jsonb(NEW) - '{status,retired_at}'::text[] <> to_jsonb(OLD) - '{status,retired_at}'::text[]
  ) THEN
    RAISE EXCEPTION 'award rule % v% is approved', OLD.code, OLD.version USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER award_rule_guard BEFORE UPDATE OR DELETE ON award_rule
  FOR EACH ROW EXECUTE FUNCTION award_rule_guard();

-- A revoked certificate whose result cannot be trusted either: what its enrolment showed before does not count.
CREATE TABLE evidence_revocation (
  -- The certificate lies in a context above this one.
  certificate_id uuid PRIMARY KEY,
  enrolment_id uuid NOT NULL REFERENCES enrolment (id),
  revoked_at timestamptz NOT NULL
);
CREATE INDEX evidence_revocation_enrolment ON evidence_revocation (enrolment_id);
CREATE TRIGGER evidence_revocation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_revocation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Append-only, and a function of rules, grades and enrolments alone: it can be computed again, row for row.
CREATE TABLE skill_entry (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('reached', 'withdrawn')),
  account_id uuid NOT NULL REFERENCES account (id),
  enrolment_id uuid NOT NULL REFERENCES enrolment (id),
  rule_id uuid NOT NULL REFERENCES award_rule (id),
  -- The grade that is the evidence; null where it is the completion of the course.
  grade_id uuid REFERENCES grade (id),
  framework_version_id uuid NOT NULL REFERENCES framework_version (id),
  component_code text NOT NULL,
  level integer NOT NULL,
  -- Marks on the questions of the component, where there was an examination.
  units integer,
  max_units integer,
  questions integer,
  -- Of a withdrawal: the entry it takes back, and why.
  withdraws uuid UNIQUE REFERENCES skill_entry (id),
  cause text CHECK (cause IN ('regraded', 'left', 'revoked')),
  -- When it came to be, by the evidence; not when this row was written.
  happened_at timestamptz NOT NULL,
  CHECK ((kind = 'withdrawn') = (withdraws IS NOT NULL AND cause IS NOT NULL)),
  CHECK ((grade_id IS NULL) = (units IS NULL))
);
CREATE INDEX skill_entry_account ON skill_entry (account_id);
CREATE INDEX skill_entry_enrolment ON skill_entry (enrolment_id);
CREATE TRIGGER skill_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON skill_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Where each learner stands, and one row with neither framework nor component to count the learner; from the ledger.
CREATE TABLE skill_standing (
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  framework_id uuid REFERENCES framework (id),
  component_code text NOT NULL,
  level integer NOT NULL,
  -- Unit and group of the newest enrolment.
  unit_id uuid,
  target_group text NOT NULL,
  entry_id uuid REFERENCES skill_entry (id),
  UNIQUE NULLS NOT DISTINCT (account_id, framework_id, component_code)
);
-- How many learners of one unit stand at exactly this level.
CREATE TABLE skill_rollup (
  unit_id uuid REFERENCES unit (id),
  target_group text NOT NULL,
  framework_id uuid REFERENCES framework (id),
  component_code text NOT NULL,
  level integer NOT NULL,
  people integer NOT NULL,
  UNIQUE NULLS NOT DISTINCT (unit_id, target_group, framework_id, component_code, level)
);

-- The level of each component that a group is to reach; the newest version counts.
CREATE TABLE skill_target (
  id uuid PRIMARY KEY,
  target_group text NOT NULL CHECK (target_group IN ('official', 'citizen', 'student', 'worker')),
  framework_version_id uuid NOT NULL REFERENCES framework_version (id),
  version integer NOT NULL,
  legal_basis text NOT NULL,
  -- {component code: level}
  levels jsonb NOT NULL,
  approved_by uuid REFERENCES account (id),
  approved_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (target_group, version)
);
CREATE TRIGGER skill_target_append_only BEFORE UPDATE OR DELETE ON skill_target
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`,
  `
DROP TABLE skill_target, skill_rollup, skill_standing, skill_entry, evidence_revocation, award_rule;
DROP FUNCTION award_rule_guard();
`,
);
