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
  archived_at timestamptz
);
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
  published_at timestamptz,
  published_by uuid REFERENCES account (id),
  UNIQUE (course_id, number)
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
  kind text NOT NULL DEFAULT 'lesson' CHECK (kind IN ('lesson', 'quiz')),
  slug text NOT NULL,
  title text NOT NULL,
  summary text NOT NULL DEFAULT '',
  minutes integer NOT NULL DEFAULT 0 CHECK (minutes >= 0),
  skills jsonb NOT NULL DEFAULT '[]',
  sources jsonb NOT NULL DEFAULT '[]',
  quiz_id uuid REFERENCES quiz (id),
  CHECK ((kind = 'quiz') = (quiz_id IS NOT NULL)),
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
`,
  `
ALTER TABLE course_version DROP CONSTRAINT course_version_cover_media_id_fkey;
DROP TABLE block, media, lesson, section, course_version, course;
`,
);
