import { sqlMigration } from './sql-migration.js';

export const Assessment = sqlMigration(
  'Assessment1763700000400',
  `
CREATE TABLE question_bank (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  title text NOT NULL,
  -- Whether what somebody wrote waits for somebody else's approval before new quizzes draw it.
  needs_review boolean NOT NULL DEFAULT false
);
CREATE TABLE question_folder (
  id uuid PRIMARY KEY,
  bank_id uuid NOT NULL REFERENCES question_bank (id),
  parent_id uuid REFERENCES question_folder (id),
  name text NOT NULL,
  UNIQUE NULLS NOT DISTINCT (bank_id, parent_id, name)
);
CREATE TABLE question (
  id uuid PRIMARY KEY,
  bank_id uuid NOT NULL REFERENCES question_bank (id),
  external_id text NOT NULL,
  tags text[] NOT NULL DEFAULT '{}',
  folder_id uuid REFERENCES question_folder (id),
  -- The newest version; older ones stay readable in attempts.
  current_version integer NOT NULL DEFAULT 1,
  -- The newest version that was reviewed: the one that new quizzes draw.
  reviewed_version integer,
  retired_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (bank_id, external_id)
);
CREATE INDEX question_tags ON question USING gin (tags);
CREATE INDEX question_in_folder ON question (folder_id);
-- What a question says, for finding it and those like it: no case, no diacritics, its options included.
CREATE FUNCTION question_words(stem text, body jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT public.search_text(left(concat_ws(' ', stem,
     (SELECT string_agg(part #>> '{}', ' ') FROM jsonb_path_query(body, 'strict $.**.stem', '{}', true) AS part),
     (SELECT string_agg(part #>> '{}', ' ') FROM jsonb_path_query(body, 'strict $.**.text', '{}', true) AS part)),
   8000)) $$;
CREATE TABLE question_version (
  id uuid PRIMARY KEY,
  question_id uuid NOT NULL REFERENCES question (id),
  version integer NOT NULL,
  type text NOT NULL CHECK (type IN ('single', 'multiple', 'true-false', 'kprim', 'matching', 'ordering',
    'categorise', 'likert', 'gap-text', 'gap-select', 'drag-words', 'numeric', 'short-answer',
    'hotspot', 'drag-onto-picture', 'stimulus')),
  stem text NOT NULL,
  -- What the type asks and its key, as the type's own schema says; the key never leaves the server before release.
  body jsonb NOT NULL,
  explanation text,
  component_code text,
  level integer CHECK (level BETWEEN 1 AND 8),
  difficulty integer NOT NULL DEFAULT 2 CHECK (difficulty BETWEEN 1 AND 3),
  lesson_slug text,
  status text NOT NULL CHECK (status IN ('draft', 'in-review', 'reviewed')),
  created_by uuid REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  words text NOT NULL GENERATED ALWAYS AS (question_words(stem, body)) STORED,
  UNIQUE (question_id, version)
);
CREATE INDEX question_version_words ON question_version USING gin (words gin_trgm_ops);
-- Which questions of a bank say much the same, as last searched: an author asks for it, as all are compared with all.
CREATE TABLE question_like_search (
  bank_id uuid PRIMARY KEY REFERENCES question_bank (id),
  searched_at timestamptz NOT NULL
);
CREATE TABLE question_like (
  version_id uuid PRIMARY KEY REFERENCES question_version (id),
  bank_id uuid NOT NULL REFERENCES question_bank (id),
  group_number integer NOT NULL,
  -- How much of its words the nearest of its group shares.
  percent integer NOT NULL
);
CREATE INDEX question_like_group ON question_like (bank_id, group_number);
-- How a version came to be reviewed, or not.
CREATE TABLE question_review (
  id uuid PRIMARY KEY,
  question_version_id uuid NOT NULL REFERENCES question_version (id),
  act text NOT NULL CHECK (act IN ('submitted', 'approved', 'returned')),
  account_id uuid NOT NULL REFERENCES account (id),
  comment text,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX question_review_version ON question_review (question_version_id);
-- Questions that give each other away: one of a group at most comes into a form.
CREATE TABLE question_enemy_group (
  id uuid PRIMARY KEY,
  bank_id uuid NOT NULL REFERENCES question_bank (id),
  name text NOT NULL,
  UNIQUE (bank_id, name)
);
CREATE TABLE question_enemy (
  question_id uuid PRIMARY KEY REFERENCES question (id),
  group_id uuid NOT NULL REFERENCES question_enemy_group (id) ON DELETE CASCADE
);
CREATE INDEX question_enemy_group_members ON question_enemy (group_id);
CREATE TABLE blueprint (
  id uuid PRIMARY KEY,
  bank_id uuid NOT NULL REFERENCES question_bank (id),
  title text NOT NULL,
  -- [{count, component?, level?, difficulty?, tag?, folder?}].
  rows jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (bank_id, title)
);
-- Pictures that questions show; their files lie in the storage.
CREATE TABLE question_picture (
  id uuid PRIMARY KEY,
  bank_id uuid NOT NULL REFERENCES question_bank (id),
  storage_key text NOT NULL,
  -- What the sender called it.
  name text NOT NULL,
  type text NOT NULL CHECK (type IN ('image/png', 'image/jpeg', 'image/webp')),
  bytes integer NOT NULL,
  sha256 bytea NOT NULL,
  width integer NOT NULL CHECK (width > 0),
  height integer NOT NULL CHECK (height > 0),
  created_by uuid REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (bank_id, sha256)
);
CREATE TABLE quiz (
  id uuid PRIMARY KEY,
  bank_id uuid NOT NULL REFERENCES question_bank (id),
  title text NOT NULL,
  minutes integer NOT NULL CHECK (minutes BETWEEN 1 AND 600),
  attempts_allowed integer NOT NULL CHECK (attempts_allowed BETWEEN 1 AND 100),
  pass_percent integer NOT NULL CHECK (pass_percent BETWEEN 0 AND 100),
  -- Where the rows of the draw come from, until it is frozen.
  blueprint_id uuid REFERENCES blueprint (id),
  -- [{tag, count, of?, section?}]: drawn at random for each learner; \`of\` is a row of the blueprint, else all of
  -- the tag; \`section\` is the place, from 0, of the section it belongs to.
  draw jsonb NOT NULL,
  -- [{title, instructions, minutes | null}] in their order; [] where the quiz is one piece.
  sections jsonb NOT NULL DEFAULT '[]',
  -- 'sequential': one question after the other, and never back.
  navigation text NOT NULL DEFAULT 'free' CHECK (navigation IN ('free', 'sequential')),
  -- [{tag, versions: [question version ids]}], fixed when the quiz is frozen: what may be drawn.
  pool jsonb,
  -- [[question version ids]], fixed with the pool: one of each list at most is drawn.
  enemies jsonb,
  -- When correct answers and explanations are shown: 'after-pass-or-last' | 'after-submission' | 'never'.
  feedback_release text NOT NULL DEFAULT 'after-pass-or-last'
    CHECK (feedback_release IN ('after-pass-or-last', 'after-submission', 'never')),
  -- 'examination': marked, passed or not. 'practice': each question can be checked at once. 'survey': no marks.
  behaviour text NOT NULL DEFAULT 'examination' CHECK (behaviour IN ('examination', 'practice', 'survey')),
  -- In practice: a question that was checked and not right may be tried again before its key is shown.
  try_again boolean NOT NULL DEFAULT true,
  -- Set when the course version that holds it is published: from then on it never changes.
  frozen_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((frozen_at IS NULL) = (pool IS NULL)),
  CHECK ((pool IS NULL) = (enemies IS NULL))
);
CREATE TABLE attempt (
  id uuid PRIMARY KEY,
  quiz_id uuid NOT NULL REFERENCES quiz (id),
  account_id uuid NOT NULL REFERENCES account (id),
  -- What it belongs to, an enrolment or an entry in a contest; those contexts lie above this one, so there is no
  -- relation in code. An entry has one attempt.
  enrolment_id uuid,
  entry_id uuid UNIQUE,
  number integer NOT NULL CHECK (number >= 1),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'submitted', 'graded')),
  -- Snapshot of what was drawn: [{questionVersionId, options: [ids of what is shuffled, in shown order]}].
  items jsonb NOT NULL,
  -- 128 bits in hexadecimal: the draw can be repeated from it and the pool of the quiz.
  seed text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  -- Moved on by extra time and by pauses, never back. While it is paused the time that is left stands still.
  deadline_at timestamptz NOT NULL,
  paused_at timestamptz,
  submitted_at timestamptz,
  submitted_by text CHECK (submitted_by IN ('learner', 'deadline', 'invigilator')),
  -- The one device (session) that may answer; taking over from another is logged. Each device numbers its
  -- answers in a range of its own: [device_epoch * 100000, (device_epoch + 1) * 100000).
  device_id uuid,
  device_epoch integer NOT NULL DEFAULT 0,
  -- {attempts, waitMinutes, counted}: the rules of the learner's class when it started. Null: the quiz alone.
  retakes jsonb,
  CHECK (num_nonnulls(enrolment_id, entry_id) = 1),
  CHECK ((status = 'open') = (submitted_at IS NULL)),
  CHECK ((submitted_at IS NULL) = (submitted_by IS NULL)),
  CHECK (paused_at IS NULL OR status = 'open'),
  UNIQUE (enrolment_id, quiz_id, number)
);
-- Not by status: while statistics know nothing of the attempts that a rush has just started, the planner would
-- read one of these as a whole instead of looking an open attempt up by its key.
CREATE UNIQUE INDEX attempt_one_open ON attempt (enrolment_id, quiz_id) WHERE submitted_at IS NULL;
CREATE INDEX attempt_account ON attempt (account_id);
CREATE INDEX attempt_due ON attempt (deadline_at) WHERE submitted_at IS NULL;
CREATE INDEX attempt_ungraded ON attempt (submitted_at) WHERE status = 'submitted';

-- What somebody will be asked at a scheduled start, drawn ahead of it; the start makes an attempt of it.
CREATE TABLE prepared_attempt (
  -- It lies above this context and has one examination.
  enrolment_id uuid PRIMARY KEY,
  quiz_id uuid NOT NULL REFERENCES quiz (id),
  -- Of the quiz as it was drawn from; of a quiz that was frozen otherwise it is not started.
  frozen_at timestamptz NOT NULL,
  items jsonb NOT NULL,
  seed text NOT NULL,
  prepared_at timestamptz NOT NULL DEFAULT now()
);

-- Append-only: an answer is acknowledged only after its row is committed.
CREATE TABLE answer_journal (
  attempt_id uuid NOT NULL REFERENCES attempt (id),
  client_seq bigint NOT NULL,
  -- 1 is the first of attempt.items.
  position integer NOT NULL CHECK (position >= 1),
  -- What the learner answered: texts, for choices the option ids, for several parts '<part>=<value>'; [] takes
  -- an answer back. Null when only the flag changed.
  answer jsonb,
  flagged boolean,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (attempt_id, client_seq)
);
CREATE TRIGGER answer_journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer_journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Sections of an attempt that were begun, where they are begun one by one.
CREATE TABLE attempt_section (
  attempt_id uuid NOT NULL REFERENCES attempt (id),
  number integer NOT NULL CHECK (number >= 1),
  begun_at timestamptz NOT NULL DEFAULT now(),
  -- Its own time as the quiz says; null: as long as the attempt lasts.
  minutes integer,
  -- Moved on by extra time, in proportion, and by pauses.
  deadline_at timestamptz,
  CHECK ((minutes IS NULL) = (deadline_at IS NULL)),
  PRIMARY KEY (attempt_id, number)
);

-- What one person may have beyond the others at a quiz. Rows are only added.
CREATE TABLE accommodation (
  id uuid PRIMARY KEY,
  quiz_id uuid NOT NULL REFERENCES quiz (id),
  enrolment_id uuid NOT NULL,
  -- Set: for this attempt alone. Null: for every attempt from then on, and the open one.
  attempt_id uuid REFERENCES attempt (id),
  extra_minutes integer NOT NULL DEFAULT 0 CHECK (extra_minutes BETWEEN 0 AND 600),
  extra_attempts integer NOT NULL DEFAULT 0 CHECK (extra_attempts BETWEEN 0 AND 20),
  reason text NOT NULL CHECK (reason <> ''),
  granted_by uuid NOT NULL REFERENCES account (id),
  granted_at timestamptz NOT NULL DEFAULT now(),
  -- One act of granting, to one person or to many: nobody gets it twice.
  grant_id uuid NOT NULL,
  CHECK (extra_minutes + extra_attempts > 0),
  UNIQUE (enrolment_id, quiz_id, grant_id)
);
CREATE INDEX accommodation_time ON accommodation (granted_at);
-- Extra time that has been added to the deadline of an attempt.
CREATE TABLE accommodation_use (
  attempt_id uuid NOT NULL REFERENCES attempt (id),
  accommodation_id uuid NOT NULL REFERENCES accommodation (id) ON DELETE CASCADE,
  PRIMARY KEY (attempt_id, accommodation_id)
);
CREATE TABLE attempt_pause (
  id uuid PRIMARY KEY,
  attempt_id uuid NOT NULL REFERENCES attempt (id),
  paused_at timestamptz NOT NULL,
  paused_by uuid NOT NULL REFERENCES account (id),
  reason text NOT NULL CHECK (reason <> ''),
  -- The deadline moved on by the time between.
  resumed_at timestamptz CHECK (resumed_at >= paused_at),
  resumed_by uuid REFERENCES account (id)
);
CREATE UNIQUE INDEX attempt_pause_one_open ON attempt_pause (attempt_id) WHERE resumed_at IS NULL;
CREATE INDEX attempt_pause_attempt ON attempt_pause (attempt_id);
-- Why an invigilator ended an attempt.
CREATE TABLE attempt_closing (
  attempt_id uuid PRIMARY KEY REFERENCES attempt (id),
  closed_by uuid NOT NULL REFERENCES account (id),
  reason text NOT NULL CHECK (reason <> '')
);
-- Pages of attempts that hold a connection to a web process. What a crash loses comes again by itself.
CREATE UNLOGGED TABLE attempt_connection (
  attempt_id uuid PRIMARY KEY,
  process_id uuid NOT NULL,
  connected boolean NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNLOGGED TABLE attempt_watch (
  process_id uuid PRIMARY KEY,
  alive_at timestamptz NOT NULL
);
-- When the sweeper last asked for the grading of an attempt that waits for it. What a crash loses is asked for again.
CREATE UNLOGGED TABLE grading_asked (
  attempt_id uuid PRIMARY KEY,
  asked_at timestamptz NOT NULL DEFAULT now()
);
-- Questions that were checked while practising. Once the key was shown the answer stays as it is.
CREATE TABLE question_check (
  attempt_id uuid NOT NULL REFERENCES attempt (id),
  position integer NOT NULL CHECK (position >= 1),
  -- The answer as it was checked last, and what it earned of the full marks.
  answer jsonb NOT NULL,
  units integer NOT NULL,
  max_units integer NOT NULL CHECK (units BETWEEN 0 AND max_units),
  tries integer NOT NULL DEFAULT 1,
  revealed_at timestamptz,
  PRIMARY KEY (attempt_id, position)
);

-- A remedy for one question version of one frozen quiz. In force ('applying', 'applied') it decides every grade of the
-- quiz; grades before it stay as revisions.
CREATE TABLE regrade (
  id uuid PRIMARY KEY,
  quiz_id uuid NOT NULL REFERENCES quiz (id),
  question_version_id uuid NOT NULL REFERENCES question_version (id),
  remedy text NOT NULL CHECK (remedy IN ('key', 'drop', 'credit')),
  -- Asks the same and has the right key.
  key_version_id uuid REFERENCES question_version (id),
  -- Shown to the learners it concerns.
  reason text NOT NULL,
  status text NOT NULL DEFAULT 'previewing'
    CHECK (status IN ('previewing', 'proposed', 'applying', 'applied', 'undoing', 'undone', 'discarded')),
  -- Counts of what would change, once the preview is done.
  preview jsonb,
  -- The task that works on it, or did last.
  task_id uuid,
  proposed_by uuid NOT NULL REFERENCES account (id),
  proposed_at timestamptz NOT NULL,
  applied_by uuid REFERENCES account (id),
  applied_at timestamptz,
  undone_by uuid REFERENCES account (id),
  undone_at timestamptz,
  CHECK ((remedy = 'key') = (key_version_id IS NOT NULL)),
  CHECK (applied_by IS NULL OR applied_by <> proposed_by),
  CHECK ((applied_by IS NULL) = (applied_at IS NULL) AND (undone_by IS NULL) = (undone_at IS NULL))
);
CREATE INDEX regrade_quiz ON regrade (quiz_id, proposed_at);
-- One remedy for a question, and one regrade of a quiz under way.
CREATE UNIQUE INDEX regrade_in_force ON regrade (quiz_id, question_version_id)
  WHERE status IN ('applying', 'applied', 'undoing');
CREATE UNIQUE INDEX regrade_under_way ON regrade (quiz_id) WHERE status IN ('applying', 'undoing');
-- Whose mark the preview found to change.
CREATE TABLE regrade_effect (
  regrade_id uuid NOT NULL REFERENCES regrade (id) ON DELETE CASCADE,
  attempt_id uuid NOT NULL REFERENCES attempt (id),
  score_before integer NOT NULL,
  score_after integer NOT NULL,
  passed_before boolean NOT NULL,
  passed_after boolean NOT NULL,
  -- Of the learner, with all their attempts at the quiz.
  turn text CHECK (turn IN ('gains', 'loses')),
  PRIMARY KEY (regrade_id, attempt_id)
);
CREATE INDEX regrade_effect_turn ON regrade_effect (regrade_id, turn) WHERE turn IS NOT NULL;
-- When those who learn in one class hear of an examination: their mark, the review of their answers, the right answers.
-- No row: the mark at once, the rest as the quiz says. 'when-done': passed, or no attempt left; it has no moment.
CREATE TABLE result_release (
  -- The class; it lies above this context.
  group_id uuid PRIMARY KEY,
  mark text NOT NULL CHECK (mark IN ('at-once', 'after-closing', 'at', 'by-hand')),
  review text NOT NULL CHECK (review IN ('at-once', 'when-done', 'after-closing', 'at', 'by-hand', 'never')),
  key text NOT NULL CHECK (key IN ('at-once', 'when-done', 'after-closing', 'at', 'by-hand', 'never')),
  -- From when each may be told; 'infinity' while nobody has said.
  mark_from timestamptz NOT NULL,
  review_from timestamptz NOT NULL,
  key_from timestamptz NOT NULL,
  -- Whether the marks that waited have been counted since mark_from.
  counted boolean NOT NULL,
  revision integer NOT NULL DEFAULT 1
);
CREATE TABLE grade (
  id uuid PRIMARY KEY,
  attempt_id uuid NOT NULL REFERENCES attempt (id),
  revision integer NOT NULL DEFAULT 1,
  -- Integer units: 138,600 to a mark, so that any share of up to 12 parts and any whole percentage is exact.
  mark_units integer NOT NULL CHECK (mark_units >= 0),
  max_units integer NOT NULL CHECK (max_units >= mark_units),
  -- Per ten thousand, rounded down: 94,58% is 9458.
  score_bp integer NOT NULL CHECK (score_bp BETWEEN 0 AND 10000),
  passed boolean NOT NULL,
  -- [units per item], in the order of attempt.items.
  item_units jsonb NOT NULL,
  -- Places (from 1) whose question was dropped and counts neither in mark_units nor in max_units.
  dropped integer[] NOT NULL DEFAULT '{}',
  -- The regrade that made this revision, by being applied or undone; null where the attempt was graded for itself.
  regrade_id uuid REFERENCES regrade (id),
  graded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (attempt_id, revision)
);
CREATE INDEX grade_time ON grade USING brin (graded_at);

-- Figures of item analysis, recomputed as a whole from the first attempts that are graded.
CREATE INDEX attempt_graded ON attempt (quiz_id, id) WHERE status = 'graded';
CREATE TABLE quiz_statistics (
  quiz_id uuid PRIMARY KEY REFERENCES quiz (id),
  attempts integer NOT NULL,
  -- In marks, but alpha; null where a figure does not exist.
  mean double precision,
  sd double precision,
  alpha double precision,
  sem double precision,
  -- [attempts by tenth of the score].
  histogram jsonb NOT NULL,
  -- Grades of this time and before are counted.
  as_of timestamptz NOT NULL
);
CREATE TABLE question_statistics (
  quiz_id uuid NOT NULL REFERENCES quiz_statistics (quiz_id) ON DELETE CASCADE,
  question_version_id uuid NOT NULL REFERENCES question_version (id),
  n integer NOT NULL,
  -- 0 to 1.
  facility double precision,
  -- In marks.
  sd double precision,
  -- In percent.
  discrimination_index double precision,
  discriminative_efficiency double precision,
  effective_weight double precision,
  -- {n, blank, strong, weak, choices: [{choice, right, n, strong, weak}]}.
  choices jsonb NOT NULL,
  flags text[] NOT NULL,
  PRIMARY KEY (quiz_id, question_version_id)
);
CREATE INDEX question_statistics_version ON question_statistics (question_version_id);

-- Files of questions on their way into a bank.
CREATE TABLE question_import (
  id uuid PRIMARY KEY,
  bank_id uuid NOT NULL REFERENCES question_bank (id),
  file_key text NOT NULL,
  file_name text NOT NULL,
  -- As the file looks, or as the sender says; null: not recognised.
  format text,
  status text NOT NULL DEFAULT 'uploaded'
    CHECK (status IN ('uploaded', 'checked', 'applying', 'applied', 'discarded')),
  -- {code, params}: why the file as a whole cannot be read.
  refusal jsonb,
  task_id uuid REFERENCES task (id),
  created_by uuid REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  applied_at timestamptz
);
CREATE INDEX question_import_bank ON question_import (bank_id, created_at DESC);
CREATE TABLE question_import_item (
  import_id uuid NOT NULL REFERENCES question_import (id) ON DELETE CASCADE,
  -- Its place in the file, from 1, and where it begins there: a line, row or number.
  number integer NOT NULL,
  line integer NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  code text,
  -- What applying would do; once applied, what it did.
  effect text NOT NULL CHECK (effect IN ('created', 'revised', 'unchanged', 'refused')),
  -- {code, params}, and several of them.
  reason jsonb,
  notes jsonb NOT NULL,
  applied boolean NOT NULL DEFAULT false,
  PRIMARY KEY (import_id, number)
);
`,
  'DROP TABLE question_import_item, question_import, question_statistics, quiz_statistics, result_release, grade, regrade_effect, regrade, question_check, grading_asked, attempt_watch, attempt_connection, attempt_closing, attempt_pause, accommodation_use, accommodation, attempt_section, answer_journal, prepared_attempt, attempt, quiz, question_enemy, question_enemy_group, question_review, question_like, question_like_search, question_version, question, question_folder, blueprint, question_picture, question_bank; DROP FUNCTION question_words(text, jsonb);',
);
