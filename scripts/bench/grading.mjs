import { connect } from './database.mjs';
import { makeLearners } from './learners.mjs';

const ATTEMPTS = 5000;

/** Submitted attempts of 30 answered questions each, told to two workers at once; until the last grade is there. */
export const grading = {
  figures: ['grading'],
  async run({ report, installation, release }) {
    const server = await installation('grading', { workers: 2 });
    const db = await connect(server.databaseUrl);
    const learners = await makeLearners(db, ATTEMPTS, 'grade');
    await submitAll(db, learners);
    const began = performance.now();
    await db.query(
      `INSERT INTO outbox (id, type, aggregate_id) SELECT uuidv7(), 'AttemptSubmitted', id FROM attempt WHERE status = 'submitted'`,
    );
    for (;;) {
      const { rows } = await db.query('SELECT count(*)::int AS n FROM grade');
      if (rows[0].n >= ATTEMPTS) break;
      if (performance.now() - began > 180_000)
        throw new Error(`Only ${rows[0].n} of ${ATTEMPTS} graded in 3 minutes`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const seconds = (performance.now() - began) / 1000;
    await db.end();
    await release('grading');
    report({
      name: 'grading',
      value: ATTEMPTS / seconds,
      unit: 'attempts/s',
      against: 20509 / 60,
      note: `${ATTEMPTS} attempts × 30 questions, two workers; what follows a grade (enrolment, certificates, rollups) runs meanwhile`,
    });
  },
};

/** Attempts as they lie after submission: 30 questions of the bank, and unless told otherwise a random answer to each. */
export async function submitAll(db, learners, { answered = true } = {}) {
  await db.query(
    `WITH quiz_of AS (SELECT l.quiz_id, q.bank_id FROM lesson l JOIN quiz q ON q.id = l.quiz_id
        JOIN course_version v ON v.id = l.version_id AND v.status = 'published' JOIN course c ON c.id = v.course_id
        WHERE c.slug = 'ung-dung-ai-trong-cong-vu' LIMIT 1),
     drawn AS (SELECT jsonb_agg(jsonb_build_object('questionVersionId', v.id, 'options', CASE WHEN v.type = 'true-false' THEN '["true", "false"]' ELSE (SELECT jsonb_agg(o->'id') FROM jsonb_array_elements(v.body->'options') o) END) ORDER BY v.id) AS items
        FROM (SELECT v.* FROM question_version v JOIN question q ON q.id = v.question_id AND q.current_version = v.version, quiz_of WHERE q.bank_id = quiz_of.bank_id ORDER BY v.id LIMIT 30) v)
     INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, number, status, seed, items, started_at, deadline_at, submitted_at, submitted_by)
     SELECT uuidv7(), quiz_of.quiz_id, e.account_id, e.id, 1, 'submitted', 0, drawn.items, now(), now() + interval '30 minutes', now(), 'learner'
     FROM enrolment e, quiz_of, drawn WHERE e.id = ANY($1::uuid[])`,
    [learners.map((each) => each.enrolmentId)],
  );
  if (answered) await answerAll(db, learners);
  await db.query('ANALYZE');
}

const answerAll = (db, learners) =>
  db.query(
    `INSERT INTO answer_journal (attempt_id, client_seq, position, answer)
     SELECT a.id, n, n, CASE WHEN random() < 0.8 THEN
         (SELECT CASE WHEN v.type = 'true-false' THEN jsonb_build_array(v.body->>'answer') ELSE
              (SELECT jsonb_agg(o->'id') FROM jsonb_array_elements(v.body->'options') o WHERE (o->>'correct')::boolean) END
            FROM question_version v WHERE v.id = (a.items->(n - 1)->>'questionVersionId')::uuid)
       ELSE jsonb_build_array(a.items->(n - 1)->'options'->0) END
     FROM attempt a, generate_series(1, 30) n WHERE a.enrolment_id = ANY($1::uuid[])`,
    [learners.map((each) => each.enrolmentId)],
  );
