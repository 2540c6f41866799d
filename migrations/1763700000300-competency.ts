import { sqlMigration } from './sql-migration.js';

export const Competency = sqlMigration(
  'Competency1763700000300',
  `
CREATE TABLE framework (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);
-- A draft is imported as often as needed; once in force a version never changes, and stays readable when superseded.
CREATE TABLE framework_version (
  id uuid PRIMARY KEY,
  framework_id uuid NOT NULL REFERENCES framework (id) ON DELETE CASCADE,
  version text NOT NULL,
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'in-force', 'superseded')),
  title text NOT NULL,
  document text NOT NULL,
  effective_date date,
  applies_to text,
  notes text[] NOT NULL DEFAULT '{}',
  -- Component codes of earlier versions that nothing takes the place of.
  retired_codes text[] NOT NULL DEFAULT '{}',
  imported_at timestamptz NOT NULL DEFAULT now(),
  imported_by uuid REFERENCES account (id),
  published_at timestamptz,
  published_by uuid REFERENCES account (id),
  CHECK ((status = 'draft') = (published_at IS NULL)),
  UNIQUE (framework_id, version)
);
CREATE UNIQUE INDEX framework_one_draft ON framework_version (framework_id) WHERE status = 'draft';
CREATE UNIQUE INDEX framework_one_in_force ON framework_version (framework_id) WHERE status = 'in-force';
CREATE TABLE framework_level (
  version_id uuid NOT NULL REFERENCES framework_version (id) ON DELETE CASCADE,
  level integer NOT NULL CHECK (level BETWEEN 1 AND 8),
  code text NOT NULL,
  proficiency text NOT NULL,
  PRIMARY KEY (version_id, level)
);
CREATE TABLE framework_domain (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES framework_version (id) ON DELETE CASCADE,
  parent_id uuid REFERENCES framework_domain (id) ON DELETE CASCADE,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  -- Whom it is written for, where a framework has parts for different people.
  target_group text CHECK (target_group IN ('official', 'citizen', 'student', 'worker')),
  -- How far the wording was verified; 'waiting' when only its title is known and its rows wait for an import.
  evidence text NOT NULL,
  position integer NOT NULL,
  UNIQUE (version_id, code)
);
CREATE TABLE framework_component (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES framework_version (id) ON DELETE CASCADE,
  domain_id uuid NOT NULL REFERENCES framework_domain (id) ON DELETE CASCADE,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  evidence text NOT NULL,
  -- Codes of earlier versions whose place it takes: what was mapped to them now means this.
  replaces text[] NOT NULL DEFAULT '{}',
  position integer NOT NULL,
  UNIQUE (version_id, code)
);
CREATE TABLE framework_indicator (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES framework_version (id) ON DELETE CASCADE,
  component_id uuid NOT NULL REFERENCES framework_component (id) ON DELETE CASCADE,
  level integer,
  code text NOT NULL,
  text text NOT NULL,
  -- How far the wording was verified; shown to administrators.
  evidence text NOT NULL,
  position integer NOT NULL,
  UNIQUE (version_id, code)
);
CREATE INDEX framework_indicator_component ON framework_indicator (component_id);

-- Whatever the code does: a version in force changes in nothing but its status, and what belongs to it never.
CREATE FUNCTION framework_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' AND (
    TG_OP = 'DELETE'
    OR NOT (OLD.status = 'in-force' AND NEW.status IN ('in-force', 'superseded'))
    OR to_jsonb(NEW) - 'status' <> to_jsonb(OLD) - 'status'
  ) THEN
    RAISE EXCEPTION 'version % of a framework is no longer a draft', OLD.version USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER framework_version_guard BEFORE UPDATE OR DELETE ON framework_version
  FOR EACH ROW EXECUTE FUNCTION framework_version_guard();
CREATE FUNCTION framework_part_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  versions uuid[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.version_id] WHEN 'DELETE' THEN ARRAY[OLD.version_id]
    ELSE ARRAY[OLD.version_id, NEW.version_id] END;
BEGIN
  IF EXISTS (SELECT FROM framework_version WHERE id = ANY (versions) AND status <> 'draft') THEN
    RAISE EXCEPTION 'part of a framework version that is no longer a draft' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER framework_level_guard BEFORE INSERT OR UPDATE OR DELETE ON framework_level
  FOR EACH ROW EXECUTE FUNCTION framework_part_guard();
CREATE TRIGGER framework_domain_guard BEFORE INSERT OR UPDATE OR DELETE ON framework_domain
  FOR EACH ROW EXECUTE FUNCTION framework_part_guard();
CREATE TRIGGER framework_component_guard BEFORE INSERT OR UPDATE OR DELETE ON framework_component
  FOR EACH ROW EXECUTE FUNCTION framework_part_guard();
CREATE TRIGGER framework_indicator_guard BEFORE INSERT OR UPDATE OR DELETE ON framework_indicator
  FOR EACH ROW EXECUTE FUNCTION framework_part_guard();

-- Which component of one framework corresponds to which of another.
CREATE TABLE crosswalk (
  id uuid PRIMARY KEY,
  from_version_id uuid NOT NULL REFERENCES framework_version (id),
  to_version_id uuid NOT NULL REFERENCES framework_version (id),
  title text NOT NULL,
  source text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  imported_by uuid REFERENCES account (id),
  CHECK (from_version_id <> to_version_id),
  UNIQUE (from_version_id, to_version_id)
);
CREATE TABLE crosswalk_row (
  crosswalk_id uuid NOT NULL REFERENCES crosswalk (id) ON DELETE CASCADE,
  position integer NOT NULL,
  from_code text NOT NULL,
  to_code text NOT NULL,
  -- Read from left to right: the first is the same as, part of, includes, or is related to the second.
  relation text NOT NULL CHECK (relation IN ('exact', 'part-of', 'includes', 'related')),
  evidence text NOT NULL,
  note text,
  PRIMARY KEY (crosswalk_id, position),
  UNIQUE (crosswalk_id, from_code, to_code)
);
`,
  `
DROP TABLE crosswalk_row, crosswalk, framework_indicator, framework_component, framework_domain, framework_level,
  framework_version, framework;
DROP FUNCTION framework_part_guard(), framework_version_guard();
`,
);
