import { sqlMigration } from './sql-migration.js';

export const Notification = sqlMigration(
  'Notification1763700000800',
  `
CREATE TABLE notification (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  kind text NOT NULL,
  entity_id uuid NOT NULL,
  params jsonb NOT NULL DEFAULT '{}',
  href text,
  created_at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz,
  UNIQUE (account_id, kind, entity_id)
);
CREATE INDEX notification_unread ON notification (account_id, created_at DESC) WHERE read_at IS NULL;
`,
  'DROP TABLE notification;',
);
