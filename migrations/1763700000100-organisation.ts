import { sqlMigration } from './sql-migration.js';

export const Organisation = sqlMigration(
  'Organisation1763700000100',
  `
CREATE TABLE unit (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('country', 'province', 'commune', 'department', 'office', 'team')),
  name text NOT NULL CHECK (name = normalize(name, NFC) AND length(name) BETWEEN 1 AND 200),
  aliases text[] NOT NULL DEFAULT '{}',
  parent_id uuid REFERENCES unit (id),
  province_code text,
  -- Labels are codes with hyphens as underscores: 'vn.31.31_SKHCN'. A subtree is path <@ root.
  path ltree NOT NULL UNIQUE,
  valid_from date NOT NULL,
  valid_to date,
  CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE INDEX unit_path ON unit USING gist (path);
CREATE INDEX unit_parent ON unit (parent_id);
CREATE INDEX unit_search ON unit USING gin (search_text(name) gin_trgm_ops);

-- What a unit was called, what it was and where it belonged, by date: a report for 2025 shows the names of 2025.
CREATE TABLE unit_period (
  unit_id uuid NOT NULL REFERENCES unit (id),
  valid_from date NOT NULL,
  valid_to date,
  kind text NOT NULL,
  name text NOT NULL,
  parent_id uuid REFERENCES unit (id),
  document text,
  PRIMARY KEY (unit_id, valid_from),
  EXCLUDE USING gist (unit_id WITH =, daterange(valid_from, valid_to) WITH &&)
);
`,
  'DROP TABLE unit_period, unit;',
);
