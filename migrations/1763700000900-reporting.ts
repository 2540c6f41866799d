import { sqlMigration } from './sql-migration.js';

export const Reporting = sqlMigration(
  'Reporting1763700000900',
  `
-- What has been counted for each enrolment: telling the same event twice changes nothing. Days are those of
-- Vietnam. No foreign key: when an enrolment goes, its counts must be taken back before this row may go.
CREATE TABLE counted_enrolment (
  enrolment_id uuid PRIMARY KEY,
  class_id uuid NOT NULL,
  unit_id uuid,
  target_group text NOT NULL,
  enrolled_on date,
  started_on date,
  scored_on date,
  passed_on date,
  completed_on date,
  certified_on date,
  score_bp integer,
  CHECK ((scored_on IS NULL) = (score_bp IS NULL))
);
CREATE INDEX counted_enrolment_class ON counted_enrolment (class_id, unit_id);
-- Counts of one unit's own people by day; a subtree is a sum over its units, whose number does not grow with
-- learners. People without a unit (citizens who enrol themselves) are counted under NULL.
CREATE TABLE completion_rollup (
  class_id uuid NOT NULL REFERENCES training_class (id),
  unit_id uuid REFERENCES unit (id),
  target_group text NOT NULL,
  day date NOT NULL,
  enrolled integer NOT NULL DEFAULT 0,
  started integer NOT NULL DEFAULT 0,
  passed integer NOT NULL DEFAULT 0,
  completed integer NOT NULL DEFAULT 0,
  certified integer NOT NULL DEFAULT 0,
  score_sum bigint NOT NULL DEFAULT 0,
  score_count integer NOT NULL DEFAULT 0,
  UNIQUE NULLS NOT DISTINCT (class_id, unit_id, target_group, day)
);

-- Where an enrolment stands at one examination of its course; views of results read these rows and their sums.
CREATE TABLE exam_result (
  enrolment_id uuid NOT NULL,
  quiz_id uuid NOT NULL REFERENCES quiz (id),
  class_id uuid NOT NULL,
  unit_id uuid,
  target_group text NOT NULL,
  -- False once withdrawn: then nothing of it counts. No foreign key and no deletion, for the same reason as above.
  living boolean NOT NULL DEFAULT false,
  -- Graded attempts, and what they come to by the rule of the class.
  attempts integer NOT NULL DEFAULT 0,
  score_bp integer,
  passed boolean NOT NULL DEFAULT false,
  -- The attempt of that mark, of an average the last; what it took without pauses, and its marks by component:
  -- {code: [units, full units]}.
  attempt_id uuid,
  seconds integer,
  submitted_at timestamptz,
  skills jsonb NOT NULL DEFAULT '{}',
  -- How many grades (with all their revisions) are counted here.
  revisions integer NOT NULL DEFAULT 0,
  PRIMARY KEY (enrolment_id, quiz_id),
  CHECK ((score_bp IS NULL) = (attempt_id IS NULL))
);
CREATE INDEX exam_result_list ON exam_result (class_id, quiz_id, score_bp) WHERE living;
-- Sums of these rows by unit. measure: 'enrolled', 'sat', 'passed', 'attempts', 'score', 'seconds', 'tenth:0' to
-- 'tenth:9' (people by tenth of the score), 'units:<component>' and 'full:<component>'.
CREATE TABLE exam_rollup (
  class_id uuid NOT NULL,
  quiz_id uuid NOT NULL,
  unit_id uuid,
  target_group text NOT NULL,
  measure text NOT NULL,
  amount bigint NOT NULL,
  UNIQUE NULLS NOT DISTINCT (class_id, quiz_id, unit_id, target_group, measure)
);

-- No cell of a spreadsheet may begin like a formula: = + - @ tab, carriage return, line feed (OWASP “CSV
-- injection”). By code point, which costs an export less than a pattern.
CREATE FUNCTION spreadsheet_text(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN ascii($1) IN (61, 43, 45, 64, 9, 13, 10) THEN '''' || $1 ELSE $1 END $$;
`,
  `
DROP FUNCTION spreadsheet_text(text);
DROP TABLE exam_rollup, exam_result, completion_rollup, counted_enrolment;
`,
);
