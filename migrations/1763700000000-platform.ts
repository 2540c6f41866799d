import { sqlMigration } from './sql-migration.js';

export const Platform = sqlMigration(
  'Platform1763700000000',
  `
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS ltree;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Names as people type them: lower case, without diacritics (đ too). Immutable, so that it can be indexed.
CREATE FUNCTION search_text(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT lower(public.unaccent('public.unaccent', normalize($1, NFC))) $$;

CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  type text NOT NULL,
  aggregate_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  UNIQUE (type, aggregate_id)
);
CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
CREATE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('outbox', ''); RETURN NULL; END $$;
CREATE TRIGGER outbox_notify AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();

CREATE TABLE dead_letter (
  id uuid PRIMARY KEY,
  queue text NOT NULL,
  job_id text NOT NULL,
  name text NOT NULL,
  payload jsonb NOT NULL,
  -- What went wrong in one line, without personal data.
  error text NOT NULL,
  attempts integer NOT NULL CHECK (attempts > 0),
  failed_at timestamptz NOT NULL DEFAULT now(),
  -- Set once a person sent it back to its queue; empty again when it failed there too.
  retried_at timestamptz,
  UNIQUE (queue, job_id)
);
CREATE INDEX dead_letter_waiting ON dead_letter (failed_at DESC, id) WHERE retried_at IS NULL;

CREATE TABLE task (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done integer NOT NULL DEFAULT 0 CHECK (done >= 0),
  total integer NOT NULL DEFAULT 0 CHECK (total >= 0),
  params jsonb NOT NULL,
  checkpoint jsonb,
  result jsonb,
  error_code text,
  requested_by uuid,
  owner uuid,
  heartbeat timestamptz,
  cancel_requested boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX task_open ON task (status) WHERE status IN ('waiting', 'running');
CREATE INDEX task_requester ON task (requested_by, created_at DESC);

CREATE TABLE audit_entry (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor_id uuid,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_subject ON audit_entry (subject_type, subject_id, at DESC);
CREATE INDEX audit_actor ON audit_entry (actor_id, id DESC);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`,
  `
DROP TABLE audit_entry, task, dead_letter, outbox;
DROP FUNCTION refuse_change();
DROP FUNCTION outbox_notify();
DROP FUNCTION search_text(text);
`,
);
