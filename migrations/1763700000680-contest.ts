import { sqlMigration } from './sql-migration.js';

export const Contest = sqlMigration(
  'Contest1763700000680',
  `
CREATE TABLE contest (
  id uuid PRIMARY KEY,
  -- Of its address.
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text NOT NULL,
  summary text NOT NULL,
  -- What the organiser adds to the rules that the platform states.
  conditions text,
  owner_unit_id uuid NOT NULL REFERENCES unit (id),
  -- Who enters represents a unit of this subtree.
  area_unit_id uuid NOT NULL REFERENCES unit (id),
  bank_id uuid NOT NULL REFERENCES question_bank (id),
  minutes integer NOT NULL CHECK (minutes BETWEEN 1 AND 120),
  -- What is foretold: how many enter the round, or how many of them answer everything right.
  prediction text NOT NULL CHECK (prediction IN ('entrants', 'all-right')),
  -- What decides between equal marks first.
  tie_break text NOT NULL CHECK (tie_break IN ('prediction', 'time')),
  -- From then on everybody sees it.
  published_at timestamptz,
  created_by uuid REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE contest_round (
  id uuid PRIMARY KEY,
  contest_id uuid NOT NULL REFERENCES contest (id),
  number integer NOT NULL CHECK (number >= 1),
  title text NOT NULL,
  -- Entering is possible from opens_at until closes_at; who has entered has the whole time.
  opens_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  -- The stated hour: standings are public from then on.
  standings_at timestamptz NOT NULL,
  quiz_id uuid NOT NULL REFERENCES quiz (id),
  -- Its questions are fixed.
  ready_at timestamptz,
  CHECK (opens_at < closes_at AND closes_at < standings_at),
  UNIQUE (contest_id, number)
);
CREATE TABLE contest_entry (
  id uuid PRIMARY KEY,
  round_id uuid NOT NULL REFERENCES contest_round (id),
  account_id uuid NOT NULL REFERENCES account (id),
  -- Keyed hash of the strongest thing known of the person (citizen number, telephone, account), for this round only.
  person_key bytea NOT NULL,
  unit_id uuid NOT NULL REFERENCES unit (id),
  -- Pseudonym in the log.
  code text NOT NULL,
  -- The whole name may be shown in the standings: consent, given and taken back by the person.
  name_consent_at timestamptz,
  prediction integer CHECK (prediction >= 0),
  entered_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT contest_entry_once UNIQUE (round_id, person_key),
  CONSTRAINT contest_entry_account UNIQUE (round_id, account_id),
  CONSTRAINT contest_entry_code UNIQUE (round_id, code)
);
CREATE INDEX contest_entry_mine ON contest_entry (account_id);
ALTER TABLE attempt ADD CONSTRAINT attempt_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES contest_entry (id);
CREATE TABLE contest_disqualification (
  entry_id uuid PRIMARY KEY REFERENCES contest_entry (id),
  reason text NOT NULL,
  decided_by uuid REFERENCES account (id),
  decided_at timestamptz NOT NULL DEFAULT now()
);

-- One counting of a round; the newest is shown. Counts and their places never change.
CREATE TABLE contest_count (
  id uuid PRIMARY KEY,
  round_id uuid NOT NULL REFERENCES contest_round (id),
  revision integer NOT NULL CHECK (revision >= 1),
  prediction text NOT NULL,
  tie_break text NOT NULL,
  -- What was to be foretold.
  actual integer NOT NULL,
  entries integer NOT NULL,
  disqualified integer NOT NULL,
  -- Of the log, in hexadecimal.
  log_sha256 text NOT NULL,
  -- Why it was counted again; null the first time.
  reason text,
  counted_by uuid REFERENCES account (id),
  counted_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (round_id, revision)
);
CREATE TABLE contest_place (
  count_id uuid NOT NULL REFERENCES contest_count (id),
  -- Order of the list, without gaps; the disqualified come last.
  position integer NOT NULL CHECK (position >= 1),
  -- Shared by those who are equal in everything; null for the disqualified.
  place integer,
  tied boolean NOT NULL,
  entry_id uuid NOT NULL REFERENCES contest_entry (id),
  unit_id uuid NOT NULL REFERENCES unit (id),
  -- As it was then: '31.11311'.
  unit_path text NOT NULL,
  mark_units integer NOT NULL,
  max_units integer NOT NULL,
  prediction integer,
  time_ms integer NOT NULL,
  submitted_at timestamptz NOT NULL,
  PRIMARY KEY (count_id, position),
  UNIQUE (count_id, entry_id)
);
-- Entries of a unit and of all below it.
CREATE TABLE contest_unit_place (
  count_id uuid NOT NULL REFERENCES contest_count (id),
  unit_id uuid NOT NULL REFERENCES unit (id),
  kind text NOT NULL,
  place integer NOT NULL,
  position integer NOT NULL,
  entries integer NOT NULL,
  mark_units bigint NOT NULL,
  PRIMARY KEY (count_id, unit_id)
);
CREATE INDEX contest_unit_place_order ON contest_unit_place (count_id, kind, position);
CREATE TRIGGER contest_count_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contest_count
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contest_place_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contest_place
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contest_unit_place_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contest_unit_place
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`,
  `
ALTER TABLE attempt DROP CONSTRAINT attempt_entry_id_fkey;
DROP TABLE contest_unit_place, contest_place, contest_count, contest_disqualification, contest_entry, contest_round,
  contest;
`,
);
