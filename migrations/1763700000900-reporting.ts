import { sqlMigration } from './sql-migration.js';

export const Reporting = sqlMigration(
  'Reporting1763700000900',
  `
-- What has already been counted for each enrolment: telling the same event twice changes nothing.
CREATE TABLE counted_enrolment (
  enrolment_id uuid PRIMARY KEY REFERENCES enrolment (id) ON DELETE CASCADE,
  class_id uuid NOT NULL,
  unit_id uuid,
  target_group text NOT NULL,
  enrolled_on date,
  started_on date,
  completed_on date,
  passed_on date,
  certified_on date,
  score_bp integer
);
-- Counts of one unit's own people by day; a subtree is a sum over its units, whose number does not grow with learners.
CREATE TABLE completion_rollup (
  class_id uuid NOT NULL REFERENCES training_class (id) ON DELETE CASCADE,
  unit_id uuid NOT NULL REFERENCES unit (id),
  target_group text NOT NULL,
  day date NOT NULL,
  enrolled integer NOT NULL DEFAULT 0,
  started integer NOT NULL DEFAULT 0,
  completed integer NOT NULL DEFAULT 0,
  passed integer NOT NULL DEFAULT 0,
  certified integer NOT NULL DEFAULT 0,
  score_sum bigint NOT NULL DEFAULT 0,
  score_count integer NOT NULL DEFAULT 0,
  PRIMARY KEY (class_id, unit_id, target_group, day)
);
`,
  'DROP TABLE completion_rollup, counted_enrolment;',
);
