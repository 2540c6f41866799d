import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { byGivenName } from '#identity';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { searchPatterns } from '../classes/plan-rows.js';

export const SITTER_STATES = ['not-started', 'sitting', 'lost', 'paused', 'submitted'] as const;
export type SitterState = (typeof SITTER_STATES)[number];

/** Somebody in an examination: the last attempt, without answers or marks. */
export interface Sitter {
  enrolmentId: string;
  quizId: string | null;
  fullName: string;
  unitName: string | null;
  state: SitterState;
  attemptId: string | null;
  number: number | null;
  startedAt: Date | null;
  /** While paused it moves on with the time. */
  deadlineAt: Date | null;
  submittedAt: Date | null;
  answered: number;
  questions: number;
  savedAt: Date | null;
  /** How often another device took over. */
  devices: number;
  connected: boolean;
  extraMinutes: number;
}

/** Who is in sight of whom. */
export interface InRoom {
  classId: string;
  whole: boolean;
  /** ltree roots. */
  paths: readonly string[];
}

export interface Group {
  /** Words of the name or of the unit. */
  q: string;
  state?: SitterState | undefined;
}

const CONNECTED = `EXISTS (SELECT FROM attempt_connection k JOIN attempt_watch w ON w.process_id = k.process_id
  WHERE k.attempt_id = a.id AND k.connected AND w.alive_at > now() - interval '30 seconds')`;
const SITTERS = `
  SELECT e.id AS enrolment_id, e.course_version_id, p.full_name, u.name AS unit_name, a.id AS attempt_id, a.connected,
         CASE WHEN a.id IS NULL THEN 'not-started' WHEN a.status <> 'open' THEN 'submitted'
              WHEN a.paused_at IS NOT NULL THEN 'paused' WHEN NOT a.connected THEN 'lost' ELSE 'sitting' END AS state
    FROM enrolment e
    JOIN person p ON p.account_id = e.account_id
    LEFT JOIN unit u ON u.id = e.unit_id
    LEFT JOIN LATERAL (
      SELECT a.id, a.status, a.paused_at, a.status = 'open' AND ${CONNECTED} AS connected FROM attempt a
       WHERE a.enrolment_id = e.id ORDER BY a.id DESC LIMIT 1
    ) a ON true
   WHERE e.class_id = $1 AND e.status <> 'withdrawn' AND ($2 OR u.path <@ ANY($3::ltree[]))
     AND search_text(concat_ws(' ', p.full_name, u.name)) LIKE ALL ($4::text[])`;
/** The examination that somebody's own version of the course holds. */
const QUIZ = `(SELECT l.quiz_id FROM lesson l WHERE l.version_id = s.course_version_id AND l.kind = 'quiz' LIMIT 1)`;
const ROW = `
  SELECT s.enrolment_id AS "enrolmentId", ${QUIZ} AS "quizId", s.full_name AS "fullName", s.unit_name AS "unitName",
         s.state, a.id AS "attemptId", a.number, a.started_at AS "startedAt",
         a.deadline_at + coalesce(now() - a.paused_at, interval '0') AS "deadlineAt", a.submitted_at AS "submittedAt",
         coalesce(j.answered, 0) AS answered, coalesce(jsonb_array_length(a.items), 0) AS questions,
         j.saved_at AS "savedAt", coalesce(a.device_epoch, 0) AS devices, coalesce(s.connected, false) AS connected,
         coalesce((SELECT sum(c.extra_minutes) FROM accommodation_use x JOIN accommodation c ON c.id = x.accommodation_id
                    WHERE x.attempt_id = a.id), 0)::int AS "extraMinutes"
    FROM page s
    LEFT JOIN attempt a ON a.id = s.attempt_id
    LEFT JOIN LATERAL (
      SELECT max(last.received_at) AS saved_at, count(*) FILTER (WHERE last.answer <> '[]')::int AS answered
        FROM (SELECT DISTINCT ON (position) answer, max(received_at) OVER () AS received_at FROM answer_journal
               WHERE attempt_id = a.id AND answer IS NOT NULL ORDER BY position, client_seq DESC) last
    ) j ON true`;

/** The people of an examination under way. */
@Injectable()
export class Sitters {
  constructor(private readonly db: DataSource) {}

  /** By given name; `counts` are those of everybody who fits the words. */
  async search(room: InRoom, { q, state }: Group, offset: number, limit: number) {
    const order = byGivenName('s.full_name');
    const [rows, counts] = await Promise.all([
      this.db.query<Sitter[]>(
        `WITH page AS (SELECT * FROM (${SITTERS}) s WHERE $5::text IS NULL OR s.state = $5
                        ORDER BY ${order}, s.enrolment_id OFFSET $6 LIMIT $7)
         ${ROW} ORDER BY ${order}, s.enrolment_id`,
        [...given(room, q), state ?? null, offset, limit],
      ),
      this.counts(room, q),
    ]);
    return { rows, counts };
  }

  /** How many of those who fit the words are in which state. */
  async counts(room: InRoom, q: string): Promise<Counts> {
    const rows: { state: SitterState; n: number }[] = await this.db.query(
      `SELECT s.state, count(*)::int AS n FROM (${SITTERS}) s GROUP BY 1`,
      given(room, q),
    );
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  }

  /** Throws {@link NotFound} also for somebody of another class or unit. */
  async get(room: InRoom, enrolmentId: string): Promise<Sitter> {
    if (!isUuid(enrolmentId)) throw new NotFound();
    const rows: Sitter[] = await this.db.query(
      `WITH page AS (SELECT * FROM (${SITTERS}) s WHERE s.enrolment_id = $5) ${ROW}`,
      [...given(room, ''), enrolmentId],
    );
    if (!rows[0]) throw new NotFound();
    return rows[0];
  }

  /** Ids of everybody in a group with what they sit; those without an examination are left out. */
  members(room: InRoom, { q, state }: Group): Promise<Member[]> {
    return this.db.query(
      `SELECT * FROM (SELECT s.enrolment_id AS "enrolmentId", ${QUIZ} AS "quizId", s.attempt_id AS "attemptId",
                              s.full_name AS "fullName"
                        FROM (${SITTERS}) s WHERE $5::text IS NULL OR s.state = $5) m
        WHERE "quizId" IS NOT NULL ORDER BY "enrolmentId"`,
      [...given(room, q), state ?? null],
    );
  }
}

export type Counts = Partial<Record<SitterState, number>>;

export interface Member {
  enrolmentId: string;
  quizId: string;
  attemptId: string | null;
  fullName: string;
}

const given = ({ classId, whole, paths }: InRoom, q: string): unknown[] => [
  ...[classId, whole, paths],
  searchPatterns(q),
];
