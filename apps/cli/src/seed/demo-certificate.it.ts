import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createLogger } from '#platform/logging';
import { testInstallation } from '#platform/testing';
import { certificateIssue } from '../commands/certificate-issue.js';
import { seed } from '../commands/seed.js';
import { openApplication } from '../open-application.js';

jest.setTimeout(120_000);

let installation: Awaited<ReturnType<typeof testInstallation>>;
let opened: ReturnType<typeof openApplication>;
let db: DataSource;

beforeAll(async () => {
  installation = await testInstallation({ demo: true });
  opened = openApplication(installation.config, createLogger('silent', 'cli'));
  await seed.run({
    ...{ values: {}, positionals: [], say: () => {} },
    ...{ config: installation.config, app: opened.app },
  });
  db = (await opened.app()).get(DataSource);
});
afterAll(async () => {
  await opened?.close();
  await installation?.cleanUp();
});

test('the certificate of the demo learner leaves no line of the paper empty', async () => {
  const [enrolment] = await db
    .query(
      `UPDATE enrolment SET status = 'completed', started_at = now(), completed_at = now(), passed_at = now(),
       best_score_bp = 9000, lessons_done = lessons_total, quizzes_passed = quizzes_total RETURNING id`,
    )
    .then(([rows]) => rows);
  const [{ code }] = await db.query(
    'SELECT c.code FROM training_class c JOIN enrolment e ON e.class_id = c.id WHERE e.id = $1',
    [enrolment.id],
  );
  const issue = (dryRun: boolean) =>
    certificateIssue.run({
      ...{ values: { class: code, 'dry-run': dryRun }, positionals: [], say: () => {} },
      ...{ config: installation.config, app: opened.app },
    });
  expect(await issue(true)).toMatchObject({ dryRun: true, issued: 1, standings: { owed: 1, issued: 0 } });
  expect(await issue(false)).toMatchObject({ issued: 1, refused: 0, standings: { owed: 0, issued: 1 } });
  expect(await issue(false)).toMatchObject({ issued: 0, refused: 0 });
  const [paper] = await db.query(
    'SELECT facts, serial, entry_number AS entry, code FROM certificate WHERE enrolment_id = $1',
    [enrolment.id],
  );
  expect(paper.facts).toMatchObject({
    title: expect.stringMatching(/\S/),
    issuer: { superior: expect.stringMatching(/\S/), name: expect.stringMatching(/\S/) },
    holder: {
      name: 'Phạm Thị Hồng Nhung',
      birth: { date: '1988-03-12' },
      position: 'Công chức Văn phòng HĐND và UBND',
      unit: 'Phường Hồng Bàng, Thành phố Hải Phòng',
    },
    course: { name: 'Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính' },
    study: {
      from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      to: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      periods: expect.any(Number),
      form: expect.stringMatching(/\S/),
      result: expect.stringMatching(/\S/),
    },
    place: 'Hải Phòng',
    issuedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    signatory: { position: [expect.stringMatching(/\S/)], name: expect.stringMatching(/\S/) },
  });
  const components = paper.facts.framework.flatMap((line: { components: object[] }) => line.components);
  expect(components.length).toBeGreaterThan(0);
  expect([paper.serial, paper.entry, paper.code]).toEqual([
    expect.stringMatching(/\d/),
    expect.stringMatching(/\d/),
    expect.stringMatching(/^\S{22,}$/),
  ]);
});

test('everybody of the demo has a birth date, an office and a unit, as papers print them', async () => {
  const [row] = await db.query(
    `SELECT count(*)::int AS people, count(birth_date)::int AS born, count(job_title)::int AS offices,
       count(unit_id)::int AS units FROM person`,
  );
  expect(row).toEqual({ people: 9, born: 9, offices: 9, units: 9 });
});
