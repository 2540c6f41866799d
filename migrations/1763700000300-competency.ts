import { sqlMigration } from './sql-migration.js';

export const Competency = sqlMigration(
  'Competency1763700000300',
  `
CREATE TABLE framework (
  id uuid PRIMARY KEY,
  code text NOT NULL,
  version text NOT NULL,
  title text NOT NULL,
  document text NOT NULL,
  effective_date date,
  applies_to text,
  notes jsonb NOT NULL DEFAULT '{}',
  UNIQUE (code, version)
);
CREATE TABLE framework_level (
  framework_id uuid NOT NULL REFERENCES framework (id) ON DELETE CASCADE,
  level integer NOT NULL,
  code text NOT NULL,
  proficiency text NOT NULL,
  PRIMARY KEY (framework_id, level)
);
CREATE TABLE framework_domain (
  id uuid PRIMARY KEY,
  framework_id uuid NOT NULL REFERENCES framework (id) ON DELETE CASCADE,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  -- Whom it is written for, where a framework has parts for different people.
  target_group text CHECK (target_group IN ('official', 'citizen', 'student', 'worker')),
  -- How far the wording was verified; 'waiting' when only its title is known and its rows wait for an import.
  evidence text NOT NULL,
  position integer NOT NULL,
  UNIQUE (framework_id, code)
);
CREATE TABLE framework_component (
  id uuid PRIMARY KEY,
  framework_id uuid NOT NULL REFERENCES framework (id) ON DELETE CASCADE,
  domain_id uuid NOT NULL REFERENCES framework_domain (id) ON DELETE CASCADE,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  evidence text NOT NULL,
  position integer NOT NULL,
  UNIQUE (framework_id, code)
);
CREATE TABLE framework_indicator (
  id uuid PRIMARY KEY,
  component_id uuid NOT NULL REFERENCES framework_component (id) ON DELETE CASCADE,
  level integer,
  code text NOT NULL,
  text text NOT NULL,
  -- How far the wording was verified; shown to administrators.
  evidence text NOT NULL,
  position integer NOT NULL,
  UNIQUE (component_id, code)
);
`,
  'DROP TABLE framework_indicator, framework_component, framework_domain, framework_level, framework;',
);
