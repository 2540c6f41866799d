import { sqlMigration } from './sql-migration.js';

export const Course = sqlMigration(
  'Course1763700000500',
  `
CREATE TABLE course (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  code text NOT NULL UNIQUE,
  owner_unit_id uuid NOT NULL REFERENCES unit (id),
  created_by uuid REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Off the catalogue and closed to new enrolments; whoever started goes on.
  archived_at timestamptz,
  archived_by uuid REFERENCES account (id)
);
CREATE INDEX course_owner ON course (owner_unit_id);
-- A draft is edited; publishing freezes it. Learners keep the version they started.
CREATE TABLE course_version (
  id uuid PRIMARY KEY,
  course_id uuid NOT NULL REFERENCES course (id),
  number integer NOT NULL,
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'superseded')),
  title text NOT NULL,
  summary text NOT NULL DEFAULT '',
  audience text[] NOT NULL DEFAULT '{}',
  tiet integer NOT NULL DEFAULT 0 CHECK (tiet >= 0),
  outcomes jsonb NOT NULL DEFAULT '[]',
  -- [{framework, component, level}]
  skills jsonb NOT NULL DEFAULT '[]',
  sources jsonb NOT NULL DEFAULT '[]',
  cover_media_id uuid,
  -- Counts the saves of the details above, so that a save made from an older page is noticed.
  revision integer NOT NULL DEFAULT 0,
  edited_at timestamptz NOT NULL DEFAULT now(),
  edited_by uuid REFERENCES account (id),
  published_at timestamptz,
  published_by uuid REFERENCES account (id),
  -- What the author says has changed.
  change_note text NOT NULL DEFAULT '',
  -- Hash of the seed folder it was loaded from; null for what was written in the browser.
  seed_sha256 bytea,
  UNIQUE (course_id, number),
  CHECK ((status = 'draft') = (published_at IS NULL))
);
CREATE UNIQUE INDEX course_one_draft ON course_version (course_id) WHERE status = 'draft';
CREATE UNIQUE INDEX course_one_published ON course_version (course_id) WHERE status = 'published';
CREATE INDEX course_version_search ON course_version USING gin (search_text(title || ' ' || summary) gin_trgm_ops);
CREATE TABLE section (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES course_version (id) ON DELETE CASCADE,
  position integer NOT NULL,
  title text NOT NULL,
  summary text NOT NULL DEFAULT '',
  UNIQUE (version_id, position) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE lesson (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES course_version (id) ON DELETE CASCADE,
  section_id uuid NOT NULL REFERENCES section (id) ON DELETE CASCADE,
  position integer NOT NULL,
  -- The same lesson keeps its key from version to version.
  lesson_key uuid NOT NULL,
  -- 'quiz': the examination, which completion asks for. 'activity': practice or a survey, which it does not.
  kind text NOT NULL DEFAULT 'lesson' CHECK (kind IN ('lesson', 'quiz', 'activity')),
  slug text NOT NULL,
  title text NOT NULL,
  summary text NOT NULL DEFAULT '',
  minutes integer NOT NULL DEFAULT 0 CHECK (minutes >= 0),
  skills jsonb NOT NULL DEFAULT '[]',
  sources jsonb NOT NULL DEFAULT '[]',
  quiz_id uuid REFERENCES quiz (id),
  revision integer NOT NULL DEFAULT 0,
  edited_at timestamptz NOT NULL DEFAULT now(),
  edited_by uuid REFERENCES account (id),
  CHECK ((kind = 'lesson') = (quiz_id IS NULL)),
  UNIQUE (section_id, position) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (version_id, slug),
  UNIQUE (version_id, lesson_key)
);
CREATE TABLE media (
  id uuid PRIMARY KEY,
  course_id uuid NOT NULL REFERENCES course (id),
  storage_key text NOT NULL UNIQUE,
  name text NOT NULL,
  type text NOT NULL,
  bytes integer NOT NULL,
  sha256 bytea NOT NULL,
  -- Of pictures, so that a page does not jump when they arrive.
  width integer CHECK (width > 0),
  height integer CHECK (height > 0),
  created_by uuid REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (course_id, sha256)
);
ALTER TABLE course_version ADD FOREIGN KEY (cover_media_id) REFERENCES media (id);
CREATE TABLE block (
  id uuid PRIMARY KEY,
  lesson_id uuid NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
  position integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('text', 'picture', 'video', 'file')),
  -- Sanitised on save, and again on render.
  html text NOT NULL DEFAULT '',
  media_id uuid REFERENCES media (id),
  url text,
  alt text NOT NULL DEFAULT '',
  caption text NOT NULL DEFAULT '',
  UNIQUE (lesson_id, position) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX block_media ON block (media_id);
CREATE INDEX lesson_quiz ON lesson (quiz_id);

-- Whatever the code does: a published version changes in nothing but its status, and what belongs to it never.
CREATE FUNCTION course_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' AND (
    TG_OP = 'DELETE'
    OR NOT (OLD.status = 'published' AND NEW.status IN ('published', 'superseded'))
    OR to_jsonb(NEW) - 'status' <> to_jsonb(OLD) - 'status'
  ) THEN
    RAISE EXCEPTION 'version % of course % is published', OLD.number, OLD.course_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER course_version_guard BEFORE UPDATE OR DELETE ON course_version
  FOR EACH ROW EXECUTE FUNCTION course_version_guard();

CREATE FUNCTION refuse_unless_draft(version uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- No such version: it is being deleted, a draft then, and its parts go with it.
  IF EXISTS (SELECT FROM course_version WHERE id = version AND status <> 'draft') THEN
    RAISE EXCEPTION 'course version % is published', version USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;
CREATE FUNCTION version_part_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM refuse_unless_draft(OLD.version_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM refuse_unless_draft(NEW.version_id); END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER section_guard BEFORE INSERT OR UPDATE OR DELETE ON section
  FOR EACH ROW EXECUTE FUNCTION version_part_guard();
CREATE TRIGGER lesson_guard BEFORE INSERT OR UPDATE OR DELETE ON lesson
  FOR EACH ROW EXECUTE FUNCTION version_part_guard();
CREATE FUNCTION block_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM refuse_unless_draft(version_id) FROM lesson WHERE id = OLD.lesson_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM refuse_unless_draft(version_id) FROM lesson WHERE id = NEW.lesson_id;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER block_guard BEFORE INSERT OR UPDATE OR DELETE ON block
  FOR EACH ROW EXECUTE FUNCTION block_guard();
-- An address of a file always means the same bytes: browsers keep them for a year.
CREATE TRIGGER media_unchanging BEFORE UPDATE ON media FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`,
  `
ALTER TABLE course_version DROP CONSTRAINT course_version_cover_media_id_fkey;
DROP TABLE block, media, lesson, section, course_version, course;
DROP FUNCTION block_guard(), version_part_guard(), course_version_guard(), refuse_unless_draft(uuid);
`,
);
