import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { CONFIG, type Config } from '#platform/config';
import { inTransaction, runPrepared } from '#platform/database';
import { type Actor, type ActorResolver, hasRole, STAFF_ROLES } from '#platform/http';
import { hashToken, newId, newToken } from '#platform/ids';
import { Siblings } from '#platform/processes';
import { ActorCache } from './actor-cache.js';

/** Somebody who can see or change what is not their own; `a` is the account. */
const STAFF = `EXISTS (SELECT FROM role_grant g WHERE g.account_id = a.id AND g.role <> 'learner' AND g.revoked_at IS NULL)`;
/** Unused for this long, a session ends; used, it lasts fourteen days, and a working day for staff. */
const IDLE = `CASE WHEN ${STAFF} THEN interval '2 hours' ELSE interval '7 days' END`;
const LONGEST = `CASE WHEN ${STAFF} THEN interval '12 hours' ELSE interval '14 days' END`;
/** Where staff set up their second factor when the installation asks for one. */
const SET_UP = '/account/second-factor';
/** How old the time of last use may get before it is written again. */
const NOTED_EVERY = `interval '5 minutes'`;

/** What web processes tell each other: an account changed, or a session of it ended. */
const CHANGED = 'account-changed';

type Found = Actor & { stale: boolean; way: string; secondFactor: boolean };

export interface Opened {
  token: string;
  actor: Actor | null;
}

export interface OpenSession {
  id: string;
  device: string;
  createdAt: Date;
  lastSeenAt: Date;
}

/** Sessions live in the database; the browser holds a token of which only the hash is kept. */
@Injectable()
export class Sessions implements ActorResolver {
  private readonly cache = new ActorCache();

  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
    private readonly siblings: Siblings,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    siblings.hear(CHANGED, (accountId) => this.cache.forget(accountId));
  }

  /**
   * Opens a session. Its token goes into the cookie and nowhere else. `way` is how the person proved who they are. An
   * account disabled meanwhile gets a token that opens nothing, and no actor. One statement with its audit entry and
   * what the page after it asks for: sign-in is the busiest write at eight in the morning.
   */
  async open(accountId: string, device = '', way = 'password'): Promise<Opened> {
    const token = newToken();
    const key = hashToken(token);
    const values = [newId(), key, accountId, device.slice(0, 80), newId(), JSON.stringify({ way })];
    const started = this.cache.generation;
    const [row] = await runPrepared<Found>(this.db, OPEN_SESSION, values);
    return { token, actor: row ? this.keep(key, row, started) : null };
  }

  async resolve(token: string): Promise<Actor | null> {
    const key = hashToken(token);
    const known = this.cache.get(key);
    if (known) return known;
    const started = this.cache.generation;
    const [row] = await runPrepared<Found>(this.db, FIND_ACTOR, [key]);
    if (!row) return null;
    if (row.stale) await this.noteUse(row.sessionId);
    return this.keep(key, row, started);
  }

  /** Ends one session of this person; false when it is not theirs or already over. */
  async end(accountId: string, sessionId: string): Promise<boolean> {
    const [rows]: [unknown[]] = await this.db.query(
      `UPDATE session SET ended_at = now() WHERE id = $1 AND account_id = $2 AND ended_at IS NULL RETURNING id`,
      [sessionId, accountId],
    );
    this.forget(accountId);
    return rows.length > 0;
  }

  /** Ends the sessions of an account, in the transaction of the act that calls for it; then call {@link forget}. */
  async endAll(accountId: string, tx: EntityManager, except: string | null = null): Promise<void> {
    await tx.query(
      `UPDATE session SET ended_at = now() WHERE account_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $2::uuid`,
      [accountId, except],
    );
  }

  /** Signs a person out everywhere, as they asked. */
  async endEvery(accountId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await this.endAll(accountId, tx);
      await this.audit.record(tx, {
        actorId: accountId,
        action: 'identity.end-sessions',
        subjectType: 'account',
        subjectId: accountId,
      });
    });
    this.forget(accountId);
  }

  /** After the commit of a change to an account: its next request on this machine reads the database. */
  forget(accountId: string): void {
    this.cache.forget(accountId);
    this.siblings.tell(CHANGED, accountId);
  }

  async list(accountId: string): Promise<OpenSession[]> {
    return this.db.query(
      `SELECT id, device, created_at AS "createdAt", last_seen_at AS "lastSeenAt" FROM session
       WHERE account_id = $1 AND ended_at IS NULL AND expires_at > now() ORDER BY last_seen_at DESC`,
      [accountId],
    );
  }

  private keep(key: Buffer, { stale: _, way, secondFactor, ...actor }: Found, started: number): Actor {
    // The demo door has no password either.
    const required = this.config.staffSecondFactor === 'required' && way !== 'demo' && !secondFactor;
    if (required && hasRole(actor, ...STAFF_ROLES)) actor.mustFirst = SET_UP;
    this.cache.put(key, actor, started);
    return actor;
  }

  private async noteUse(sessionId: string): Promise<void> {
    await this.db.query(
      `UPDATE session s SET last_seen_at = now(), expires_at = least(now() + ${IDLE}, s.created_at + ${LONGEST})
       FROM account a WHERE s.id = $1 AND s.ended_at IS NULL AND a.id = s.account_id`,
      [sessionId],
    );
  }
}

/** Who is behind a session, whose row is called `s` in `source`. */
const actorOf = (source: string): string => `
    SELECT s.id AS "sessionId", a.id AS "accountId", p.full_name AS name, a.locale,
      s.last_seen_at < now() - ${NOTED_EVERY} AS stale, s.way,
      EXISTS (SELECT FROM second_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL) AS "secondFactor",
      (SELECT coalesce(json_agg(json_build_object('role', g.role, 'unitId', g.unit_id, 'unitPath', u.path::text)), '[]')
       FROM role_grant g JOIN unit u ON u.id = g.unit_id
       WHERE g.account_id = a.id AND g.revoked_at IS NULL) AS grants
    FROM ${source} JOIN account a ON a.id = s.account_id JOIN person p ON p.account_id = a.id`;

const OPEN_SESSION = {
  name: 'identity.open-session',
  text: `WITH opened AS (
      INSERT INTO session (id, token_hash, account_id, device, way, expires_at)
      SELECT $1, $2, a.id, $4, $6::jsonb->>'way', now() + ${IDLE} FROM account a WHERE a.id = $3 AND a.status = 'active'
      RETURNING id, account_id, way, last_seen_at
    ), seen AS (
      UPDATE account SET last_sign_in_at = now() WHERE id = $3
    ), told AS (
      INSERT INTO audit_entry (id, actor_id, action, subject_type, subject_id, detail)
      SELECT $5, account_id, 'identity.sign-in', 'account', account_id, $6::jsonb FROM opened
    ) ${actorOf('opened s')}`,
};

const FIND_ACTOR = {
  name: 'identity.find-actor',
  text: `${actorOf('session s')}
    WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.expires_at > now() AND a.status = 'active'`,
};
