import { sqlMigration } from './sql-migration.js';

export const Enrolment = sqlMigration(
  'Enrolment1763700000600',
  `
CREATE TABLE programme (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  title text NOT NULL,
  year integer NOT NULL,
  owner_unit_id uuid NOT NULL REFERENCES unit (id),
  goal text,
  -- Null: the whole year.
  starts_on date,
  ends_on date,
  -- How many are to complete; null while nobody has said.
  target_people integer CHECK (target_people > 0),
  -- Whom it is for; empty: everybody.
  target_groups text[] NOT NULL DEFAULT '{}' CHECK (target_groups <@ ARRAY['official', 'citizen', 'student', 'worker']),
  closed_on date,
  closed_by uuid REFERENCES account (id),
  revision integer NOT NULL DEFAULT 1,
  CHECK (ends_on >= starts_on)
);
-- How many people of a unit and of those below it are to complete in a programme.
CREATE TABLE unit_target (
  programme_id uuid NOT NULL REFERENCES programme (id) ON DELETE CASCADE,
  unit_id uuid NOT NULL REFERENCES unit (id),
  people integer NOT NULL CHECK (people > 0),
  PRIMARY KEY (programme_id, unit_id)
);
CREATE TABLE training_class (
  id uuid PRIMARY KEY,
  programme_id uuid NOT NULL REFERENCES programme (id),
  code text NOT NULL UNIQUE,
  title text NOT NULL,
  course_id uuid NOT NULL REFERENCES course (id),
  form text NOT NULL CHECK (form IN ('online', 'in-person', 'hybrid')),
  target_group text NOT NULL CHECK (target_group IN ('official', 'citizen', 'student', 'worker')),
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  capacity integer CHECK (capacity > 0),
  self_enrolment boolean NOT NULL DEFAULT false,
  -- Where it is held and who runs it there; null: the unit of the programme.
  host_unit_id uuid REFERENCES unit (id),
  responsible_id uuid REFERENCES account (id),
  -- Ended before its last day, or kept from beginning: nothing is recorded any more.
  closed_on date,
  closed_by uuid REFERENCES account (id),
  revision integer NOT NULL DEFAULT 1,
  CHECK (ends_on >= starts_on)
);
CREATE INDEX training_class_programme ON training_class (programme_id);
-- How often the examination may be sat in a class. No row: as the quiz says, at once, the highest mark counts.
CREATE TABLE retake_policy (
  class_id uuid PRIMARY KEY REFERENCES training_class (id) ON DELETE CASCADE,
  attempts integer NOT NULL CHECK (attempts BETWEEN 1 AND 100),
  -- Between the end of one attempt and the start of the next.
  wait_minutes integer NOT NULL CHECK (wait_minutes BETWEEN 0 AND 43200),
  counted text NOT NULL CHECK (counted IN ('highest', 'latest', 'first', 'average')),
  revision integer NOT NULL DEFAULT 1
);
-- The common hour at which a class may begin its examination. No row: each when they like.
CREATE TABLE class_start (
  class_id uuid PRIMARY KEY REFERENCES training_class (id) ON DELETE CASCADE,
  starts_at timestamptz NOT NULL,
  -- Each begins so many seconds later at most, by their enrolment.
  spread_seconds integer NOT NULL CHECK (spread_seconds BETWEEN 0 AND 60),
  set_by uuid NOT NULL REFERENCES account (id),
  -- What prepares the attempts; null: it is not time yet.
  task_id uuid REFERENCES task (id),
  revision integer NOT NULL DEFAULT 1
);
CREATE TABLE roster_import (
  id uuid PRIMARY KEY,
  class_id uuid NOT NULL REFERENCES training_class (id),
  file_key text NOT NULL,
  file_name text NOT NULL,
  file_sha256 bytea NOT NULL,
  province_code text,
  mapping jsonb,
  status text NOT NULL DEFAULT 'uploaded' CHECK (status IN ('uploaded', 'checked', 'applying', 'applied', 'undoing', 'undone', 'discarded')),
  counts jsonb NOT NULL DEFAULT '{}',
  -- Where the table was found and under which province; null while the file is unread or refused.
  layout jsonb,
  -- Why the file is no list at all, in words for its sender.
  refusal text,
  task_id uuid REFERENCES task (id),
  created_by uuid REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  applied_at timestamptz,
  undone_at timestamptz
);
CREATE INDEX roster_import_class ON roster_import (class_id, created_at DESC);
CREATE TABLE roster_row (
  import_id uuid NOT NULL REFERENCES roster_import (id) ON DELETE CASCADE,
  row integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('accept', 'warn', 'reject', 'skip')),
  data jsonb NOT NULL,
  messages jsonb NOT NULL DEFAULT '[]',
  notices jsonb NOT NULL DEFAULT '[]',
  -- What applying did, then what undoing did; null while it is not applied.
  effect text CHECK (effect IN ('created', 'matched', 'unchanged', 'change-pending', 'change-confirmed', 'change-declined', 'no-place',
    'removed', 'withdrawn', 'kept-activated', 'kept-role', 'kept-elsewhere', 'kept-changes', 'kept-other-list')),
  account_id uuid REFERENCES account (id) ON DELETE SET NULL,
  -- Whether the account came with this list; it passes to a later list with the same person when this one is undone.
  new_account boolean NOT NULL DEFAULT false,
  enrolment_id uuid,
  PRIMARY KEY (import_id, row)
);
CREATE INDEX roster_row_account ON roster_row (account_id) WHERE account_id IS NOT NULL;
CREATE TABLE enrolment (
  id uuid PRIMARY KEY,
  class_id uuid NOT NULL REFERENCES training_class (id),
  account_id uuid NOT NULL REFERENCES account (id),
  course_version_id uuid NOT NULL REFERENCES course_version (id),
  -- Unit and group at the time of enrolment: statistics do not move when the person does.
  unit_id uuid REFERENCES unit (id),
  target_group text NOT NULL,
  source text NOT NULL CHECK (source IN ('list', 'self')),
  import_id uuid REFERENCES roster_import (id),
  status text NOT NULL DEFAULT 'enrolled' CHECK (status IN ('enrolled', 'started', 'completed', 'withdrawn')),
  enrolled_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  completed_at timestamptz,
  -- When the last of its quizzes was passed.
  passed_at timestamptz,
  -- The result that counts by the rules of its class; the best one unless they say otherwise.
  best_score_bp integer CHECK (best_score_bp BETWEEN 0 AND 10000),
  lessons_done integer NOT NULL DEFAULT 0,
  lessons_total integer NOT NULL CHECK (lessons_total >= 0),
  quizzes_passed integer NOT NULL DEFAULT 0,
  quizzes_total integer NOT NULL DEFAULT 1 CHECK (quizzes_total >= 0),
  last_lesson_key uuid,
  withdrawn_at timestamptz,
  CHECK (lessons_done BETWEEN 0 AND lessons_total),
  CHECK (quizzes_passed BETWEEN 0 AND quizzes_total),
  CHECK ((status = 'withdrawn') = (withdrawn_at IS NOT NULL))
);
-- One living enrolment per person and class; one that was withdrawn stays as history, and a new one is a new row.
CREATE UNIQUE INDEX enrolment_once ON enrolment (class_id, account_id) WHERE status <> 'withdrawn';
-- Complete but not marked: what the sweeper looks for, nearly always empty.
CREATE INDEX enrolment_unmarked ON enrolment (id)
  WHERE status = 'started' AND lessons_done = lessons_total AND quizzes_passed = quizzes_total;
CREATE INDEX enrolment_import ON enrolment (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX enrolment_account ON enrolment (account_id);
CREATE INDEX enrolment_unit ON enrolment (unit_id);
ALTER TABLE roster_row ADD FOREIGN KEY (enrolment_id) REFERENCES enrolment (id) ON DELETE SET NULL;
ALTER TABLE attempt ADD FOREIGN KEY (enrolment_id) REFERENCES enrolment (id);
ALTER TABLE prepared_attempt ADD FOREIGN KEY (enrolment_id) REFERENCES enrolment (id) ON DELETE CASCADE;
ALTER TABLE accommodation ADD FOREIGN KEY (enrolment_id) REFERENCES enrolment (id) ON DELETE CASCADE;
ALTER TABLE result_release ADD FOREIGN KEY (group_id) REFERENCES training_class (id) ON DELETE CASCADE;
-- Completions that a regrade took back. number 1, 2, …: the enrolment held completed_at until lost_at.
CREATE TABLE completion_loss (
  enrolment_id uuid NOT NULL REFERENCES enrolment (id),
  number integer NOT NULL CHECK (number >= 1),
  completed_at timestamptz NOT NULL,
  lost_at timestamptz NOT NULL,
  -- Completed again; null while it is not.
  regained_at timestamptz,
  PRIMARY KEY (enrolment_id, number)
);
CREATE INDEX completion_loss_open ON completion_loss (enrolment_id) WHERE regained_at IS NULL;
CREATE TABLE lesson_progress (
  enrolment_id uuid NOT NULL REFERENCES enrolment (id) ON DELETE CASCADE,
  lesson_key uuid NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now(),
  completed_at timestamptz,
  PRIMARY KEY (enrolment_id, lesson_key)
);
`,
  `
ALTER TABLE result_release DROP CONSTRAINT result_release_group_id_fkey;
ALTER TABLE accommodation DROP CONSTRAINT accommodation_enrolment_id_fkey;
ALTER TABLE prepared_attempt DROP CONSTRAINT prepared_attempt_enrolment_id_fkey;
ALTER TABLE attempt DROP CONSTRAINT attempt_enrolment_id_fkey;
DROP TABLE lesson_progress, completion_loss, roster_row, enrolment, roster_import, class_start, retake_policy, training_class, unit_target, programme;
`,
);
