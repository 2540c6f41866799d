import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { TaskCancelled, TaskRepository, type TaskRunner } from '#platform/tasks';
import { AnswerJournal } from '../attempt/answer-journal.repository.js';
import { Attempts } from '../attempt/attempts.service.js';
import { Submissions } from '../attempt/submissions.service.js';
import { QuestionAuthoring } from '../authoring/question-authoring.service.js';
import type { QuestionInput } from '../bank/question.input.js';
import { Grading } from '../grading/grading.service.js';
import type { RemedyKind } from '../grading/remedies.js';
import { Quizzes } from '../quiz/quizzes.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { multiple, single } from '../testing/questions.js';
import { PreviewRegrade } from './preview-regrade.task.js';
import { Regrade } from './regrade.entity.js';
import { RegradeAttempts } from './regrade-attempts.task.js';
import { RegradeRows } from './regrades.repository.js';
import { Regrades } from './regrades.service.js';

describe('regrading', () => {
  let world: ExamWorld;
  let author: string;
  let chief: string;
  beforeAll(async () => {
    world = await ExamWorld.open();
    [author, chief] = [await world.account(), await world.account()];
  }, 120_000);
  afterAll(() => world.close());

  const device = newId();
  const sender = { deviceId: device, waitedMs: () => 0 };
  /** Right of q1 is b by its author; a is what should have been. */
  const two = [single('q1'), multiple('q2')];
  const corrected: QuestionInput = {
    ...two[0]!,
    body: {
      options: (two[0]!.body as { options: { text: string }[] }).options.map(({ text }, index) => ({
        text,
        correct: index === 0,
      })),
    },
  };

  const submit = async (quizId: string, q1: string, q2: string[], enrolmentId = newId()) => {
    const accountId = await world.account();
    const { attemptId } = await world
      .get(Attempts)
      .start({ quizId, accountId, enrolmentId, deviceId: device });
    const places: { position: number; code: string }[] = await world.db.query(
      `SELECT i.ordinality::int AS position, q.external_id AS code
         FROM attempt a, jsonb_array_elements(a.items) WITH ORDINALITY AS i (item, ordinality)
         JOIN question_version v ON v.id = (i.item ->> 'questionVersionId')::uuid
         JOIN question q ON q.id = v.question_id WHERE a.id = $1`,
      [attemptId],
    );
    const entries = places.map(({ position, code }, index) => ({
      ...{ seq: index + 1, position, flagged: null },
      answer: code === 'q1' ? [q1] : q2,
    }));
    await world.get(AnswerJournal).save(attemptId, sender, entries);
    await world.get(Submissions).submit(attemptId, sender);
    return attemptId;
  };
  const sit = async (...given: Parameters<typeof submit>) => {
    const id = await submit(...given);
    await world.get(Grading).grade([id]);
    return id;
  };
  const versionOf = async (quizId: string, code: string, version = 1): Promise<string> =>
    (
      await world.db.query(
        `SELECT v.id FROM question_version v JOIN question q ON q.id = v.question_id
           JOIN quiz z ON z.bank_id = q.bank_id WHERE z.id = $1 AND q.external_id = $2 AND v.version = $3`,
        [quizId, code, version],
      )
    )[0].id;
  /** Latest revision, score and pass of each attempt. */
  const grades = async (...ids: string[]) => {
    const rows: { id: string; line: string }[] = await world.db.query(
      `SELECT DISTINCT ON (attempt_id) attempt_id AS id, concat_ws(' ', revision, score_bp, passed) AS line
         FROM grade WHERE attempt_id = ANY ($1::uuid[]) ORDER BY attempt_id, revision DESC`,
      [ids],
    );
    return ids.map((id) => rows.find((row) => row.id === id)?.line);
  };
  /** Runs the task of a regrade; `stopAt`: the so-manieth progress is where it is called off. */
  const work = async (id: string, stopAt = 0) => {
    const { taskId } = await world.db.manager.findOneByOrFail(Regrade, { id });
    const task = await world.get(TaskRepository).find(taskId as string);
    const runner: TaskRunner =
      task!.kind === 'assessment.preview-regrade' ? world.get(PreviewRegrade) : world.get(RegradeAttempts);
    let told = 0;
    return runner.run({
      task: task!,
      progress: async () => {
        told += 1;
        if (told === stopAt) throw new TaskCancelled();
      },
    });
  };
  const propose = async (
    quizId: string,
    remedy: RemedyKind,
    code = 'q1',
    keyVersionId: string | null = null,
  ) => {
    const questionVersionId = await versionOf(quizId, code);
    const proposal = { quizId, questionVersionId, remedy, keyVersionId, reason: 'Khóa bị ghi nhầm' };
    const { id } = await world.get(Regrades).propose(proposal, author);
    await work(id);
    return id;
  };
  const apply = async (id: string) => {
    await world.get(Regrades).apply(id, chief);
    await work(id);
  };
  const undo = async (id: string) => {
    await world.get(Regrades).undo(id, chief);
    await work(id);
  };
  const stateOf = (id: string) => world.db.manager.findOneByOrFail(Regrade, { id });
  const fixKey = async (quizId: string) => {
    const [{ id }] = await world.db.query(
      `SELECT q.id FROM question q JOIN quiz z ON z.bank_id = q.bank_id WHERE z.id = $1 AND q.external_id = 'q1'`,
      [quizId],
    );
    await world.get(QuestionAuthoring).revise(id, { seen: 1, folderId: null }, corrected, author);
    return versionOf(quizId, 'q1', 2);
  };

  test('a corrected key: the preview says who gains and who loses, applying does it, undoing restores it', async () => {
    const quiz = await world.quiz(two, { passPercent: 100, attemptsAllowed: 3 });
    const both = ['a', 'b'];
    const twice = newId();
    const gains = await sit(quiz, 'a', both);
    const loses = await sit(quiz, 'b', both);
    const same = await sit(quiz, 'c', both);
    const failed = await sit(quiz, 'a', both, twice);
    const passed = await sit(quiz, 'b', both, twice);
    const all = [gains, loses, same, failed, passed];
    const before = await grades(...all);
    expect(before).toEqual(['1 5000 f', '1 10000 t', '1 5000 f', '1 5000 f', '1 10000 t']);

    const id = await propose(quiz, 'key', 'q1', await fixKey(quiz));
    const { preview, status } = await stateOf(id);
    expect([status, preview]).toEqual([
      'proposed',
      { given: 5, changed: 4, up: 2, down: 2, gains: 1, loses: 1 },
    ]);
    expect(await grades(...all)).toEqual(before);

    await apply(id);
    const after = ['2 10000 t', '2 5000 f', '1 5000 f', '2 10000 t', '2 5000 f'];
    expect(await grades(...all)).toEqual(after);
    expect((await stateOf(id)).status).toBe('applied');
    const [{ told }] = await world.db.query(
      `SELECT count(*)::int AS told FROM grade g JOIN outbox o ON o.type = 'AttemptGraded' AND o.aggregate_id = g.id
        WHERE g.regrade_id = $1`,
      [id],
    );
    expect(told).toBe(4);

    await undo(id);
    expect(await grades(...all)).toEqual(['3 5000 f', '3 10000 t', '1 5000 f', '3 5000 f', '3 10000 t']);
    const [{ differing }] = await world.db.query(
      `SELECT count(*)::int AS differing FROM grade one JOIN grade three USING (attempt_id)
        WHERE one.revision = 1 AND three.revision = 3 AND attempt_id = ANY ($1::uuid[])
          AND (one.item_units, one.mark_units, one.max_units, one.dropped)
              <> (three.item_units, three.mark_units, three.max_units, three.dropped)`,
      [all],
    );
    expect(differing).toBe(0);
  });

  test('copies of a quiz that ask the same version are proposed in one go, those with a remedy left out', async () => {
    const quiz = await world.quiz(two, { attemptsAllowed: 3 });
    const copies = [await world.get(Quizzes).copy(quiz), await world.get(Quizzes).copy(quiz)];
    for (const copy of copies) await world.get(Quizzes).freeze(copy);
    const id = await propose(copies[0]!, 'drop');
    await apply(id);
    const version = await versionOf(quiz, 'q1');
    const left = await world.get(RegradeRows).copies(quiz, version);
    expect(left.map((each) => each.id)).toEqual([copies[1]]);
    const proposal = {
      quizId: quiz,
      questionVersionId: version,
      remedy: 'drop',
      keyVersionId: null,
    } as const;
    const proposed = await world
      .get(Regrades)
      .proposeAll({ ...proposal, reason: 'Câu hỏng' }, [copies[1]!], author);
    for (const regrade of proposed) await work(regrade.id);
    expect(await Promise.all(proposed.map(async (each) => (await stateOf(each.id)).status))).toEqual([
      ...['proposed', 'proposed'],
    ]);
    expect(proposed.map(({ quizId }) => quizId)).toEqual([quiz, copies[1]]);
    expect(await world.get(RegradeRows).copies(quiz, version)).toEqual([]);
  });

  test('a dropped question leaves the total, credit goes to all; two remedies hold together and leave one by one', async () => {
    const quiz = await world.quiz(two, { passPercent: 60, attemptsAllowed: 3 });
    const none = await sit(quiz, 'c', ['c']);
    const half = await sit(quiz, 'b', ['a']);
    const drop = await propose(quiz, 'drop', 'q2');
    await apply(drop);
    expect(await grades(none, half)).toEqual(['2 0 f', '2 10000 t']);
    const [row] = await world.db.query(
      'SELECT max_units, dropped, item_units FROM grade WHERE attempt_id = $1 AND revision = 2',
      [half],
    );
    expect(row.max_units).toBe(138_600);
    expect(row.item_units[row.dropped[0] - 1]).toBe(0);
    const credit = await propose(quiz, 'credit');
    await apply(credit);
    expect(await grades(none, half)).toEqual(['3 10000 t', '2 10000 t']);
    await undo(drop);
    expect(await grades(none, half)).toEqual(['4 5000 f', '3 7500 t']);
    await undo(credit);
    expect(await grades(none, half)).toEqual(['5 0 f', '3 7500 t']);
  });

  test('stopped half-way, run twice at once, and again: each attempt has one new revision', async () => {
    const quiz = await world.quiz(two, { attemptsAllowed: 3 });
    const ids = [await sit(quiz, 'c', ['c']), await sit(quiz, 'c', ['c'])];
    const id = await propose(quiz, 'credit');
    await world.get(Regrades).apply(id, chief);
    await expect(work(id, 2)).rejects.toBeInstanceOf(TaskCancelled);
    expect((await stateOf(id)).status).toBe('applying');
    await Promise.all([work(id), work(id)]);
    expect((await stateOf(id)).status).toBe('applied');
    expect(await grades(...ids)).toEqual(['2 5000 f', '2 5000 f']);
    await work(id);
    expect(await grades(...ids)).toEqual(['2 5000 f', '2 5000 f']);
  });

  /** Resolves once somebody waits for an advisory lock. */
  const blocked = async (): Promise<string> => {
    for (;;) {
      const [{ n }] = await world.db.query(
        `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      if (n > 0) return 'waiting';
    }
  };

  test('what is handed in while it runs is graded by the new rule, and grades under way are found', async () => {
    const quiz = await world.quiz(two, { attemptsAllowed: 3 });
    const id = await propose(quiz, 'credit');
    const early = await submit(quiz, 'c', ['c']);
    // A worker that has marked by the old rule and has not committed yet.
    const slow = world.db.createQueryRunner();
    await slow.startTransaction();
    await slow.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 20))', [quiz]);
    const applying = world.get(Regrades).apply(id, chief);
    const waits = await Promise.race([applying.then(() => 'done'), blocked()]);
    expect(waits).toBe('waiting');
    await slow.commitTransaction();
    await slow.release();
    await applying;
    await world.get(Grading).grade([early]);
    expect(await grades(early)).toEqual(['1 5000 f']);
    await work(id);
    expect(await grades(early)).toEqual(['1 5000 f']);
  });

  test('grading that meets a change of the rule waits for it, and follows it', async () => {
    const quiz = await world.quiz(two, { attemptsAllowed: 3 });
    const id = await propose(quiz, 'credit');
    const attempt = await submit(quiz, 'c', ['c']);
    const change = world.db.createQueryRunner();
    await change.startTransaction();
    await change.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 20))', [quiz]);
    await change.query(`UPDATE regrade SET status = 'applying' WHERE id = $1`, [id]);
    const grading = world.get(Grading).grade([attempt]);
    expect(await Promise.race([grading.then(() => 'done'), blocked()])).toBe('waiting');
    await change.commitTransaction();
    await change.release();
    await grading;
    expect(await grades(attempt)).toEqual(['1 5000 f']);
  });

  test('a pass that a regrade took back no longer keeps from trying again', async () => {
    const quiz = await world.quiz(two, { passPercent: 100, attemptsAllowed: 3 });
    const enrolmentId = newId();
    await sit(quiz, 'b', ['a', 'b'], enrolmentId);
    await expect(sit(quiz, 'b', ['a', 'b'], enrolmentId)).rejects.toMatchObject({
      code: 'assessment.already-passed',
    });
    await apply(await propose(quiz, 'key', 'q1', await fixKey(quiz)));
    const again = await sit(quiz, 'a', ['a', 'b'], enrolmentId);
    expect(await grades(again)).toEqual(['1 10000 t']);
  });

  test('is refused: to whoever proposed it, twice for a question, with a key that asks something else', async () => {
    const quiz = await world.quiz(two);
    await sit(quiz, 'a', []);
    const id = await propose(quiz, 'credit');
    const rival = await propose(quiz, 'drop');
    await expect(world.get(Regrades).apply(id, author)).rejects.toMatchObject({ status: 403 });
    await apply(id);
    await expect(propose(quiz, 'drop')).rejects.toMatchObject({ code: 'assessment.regrade-in-force' });
    await expect(world.get(Regrades).apply(rival, chief)).rejects.toMatchObject({
      code: 'assessment.regrade-under-way',
    });
    await expect(world.get(Regrades).apply(id, chief)).rejects.toMatchObject({
      code: 'assessment.regrade-not-proposed',
    });
    await undo(id);
    await expect(undo(id)).rejects.toMatchObject({ code: 'assessment.regrade-not-applied' });
    const other = await versionOf(quiz, 'q2');
    await expect(propose(quiz, 'key', 'q1', other)).rejects.toMatchObject({
      errors: [{ field: 'key', code: 'assessment.regrade-key-differs' }],
    });
  });
});
