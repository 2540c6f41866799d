import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ShownLevels } from '#mastery';
import { verifyBadge } from '../badge/badge-verifier.testing.js';
import { Badges } from '../badge/badges.service.js';
import { ChainAudit } from '../chain/chain-audit.service.js';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { SkillExamination } from '../testing/skill-examination.js';

let world: CertificateWorld;
let examination: SkillExamination;
let registrarId: string;
const PUBLIC_URL = 'https://hoc.example';
const ALL = [true, true, true, true];

beforeAll(async () => {
  world = await CertificateWorld.open({ publicUrl: PUBLIC_URL });
  registrarId = await world.rows.person({ name: 'Trần Quốc Hưng' });
  const people = [registrarId, await world.rows.person({ name: 'Lê Thị Hoa' })];
  examination = await SkillExamination.of(world.db, world.rows.courseId, ['4.2', '5.3']);
  await examination.rule('4.2', 4, false, people);
  await examination.rule('5.3', 3, true, people);
}, 120_000);
afterAll(() => world?.close());

const certificateOf = async (enrolmentId: string) => {
  const [row] = await world.db.query(
    `SELECT * FROM certificate WHERE enrolment_id = $1 AND status = 'valid'`,
    [enrolmentId],
  );
  return row;
};
const sitting = async (right: boolean[], name = 'Đặng Ngọc Ánh') => {
  const { id, accountId } = await world.rows.enrolment({ name });
  const attemptId = await examination.sit(id, right);
  return { id, accountId, attemptId };
};
const issue = (...ids: string[]) => world.get(Issuing).issue(ids);
const registrar = () => world.signedIn(registrarId, ['registrar']);
const verified = async (code: string) => (await world.visitor().json('GET', `/api/verify/${code}`)).body;
const doubts = async () => {
  const browser = registrar();
  await browser.get('/registers/doubts');
  return browser;
};

test('a paper states the levels its enrolment showed though the ledger had not come round to them', async () => {
  const both = await sitting(ALL);
  const none = await sitting([true, false, true, false], 'Nguyễn Văn An');
  expect(await issue(both.id, none.id)).toEqual({ issued: 2, refused: 0 });
  const { facts, id } = await certificateOf(both.id);
  const [{ version, versionId, components }] = facts.framework;
  expect([version, versionId]).toEqual(['2025', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  expect(components).toEqual([
    {
      ...{ code: '4.2', name: expect.stringContaining('dữ liệu cá nhân') },
      award: {
        level: 'Bậc 4, Trung cấp',
        english: 'Level 4',
        rule: 'qt-4.2 (1)',
        entry: expect.any(String),
      },
    },
    {
      ...{ code: '5.3', name: expect.any(String) },
      award: {
        ...{
          level: 'Bậc 3, Trung cấp',
          english: 'Level 3',
          rule: 'qt-5.3 (1)',
          entry: expect.any(String),
        },
        demonstration: true,
      },
    },
    { code: '6.1', name: expect.any(String) },
    { code: '6.2', name: expect.any(String) },
  ]);
  const evidence = await world.db.query(
    `SELECT a.id FROM certificate_level l JOIN skill_entry s ON s.id = l.entry_id JOIN grade g ON g.id = s.grade_id
       JOIN attempt a ON a.id = g.attempt_id WHERE l.certificate_id = $1`,
    [id],
  );
  expect(evidence).toEqual([{ id: both.attemptId }, { id: both.attemptId }]);
  const plain = (await certificateOf(none.id)).facts.framework[0].components;
  expect(plain.map((each: { award?: object }) => each.award)).toEqual([undefined, undefined, undefined]);
});

test('levels are bound by the issuing log: changed in the record, the certificate is unknown', async () => {
  const { id } = await sitting(ALL);
  await issue(id);
  const { id: certificateId, code, facts } = await certificateOf(id);
  const browser = world.signedIn(registrarId);
  await browser.get(`/verify/${code}`);
  expect(browser.text('main')).toContain('Bậc 4, Trung cấp');
  expect(browser.text('main')).toContain('ngưỡng minh họa');
  await world.db.query(
    `UPDATE certificate SET facts = jsonb_set(facts, '{framework,0,components,0,award,level}', '"Bậc 8"') WHERE id = $1`,
    [certificateId],
  );
  expect(await verified(code)).toMatchObject({ state: 'unknown', levels: [] });
  expect((await world.get(ChainAudit).run()).ok).toBe(false);
  await world.db.query('UPDATE certificate SET facts = $2 WHERE id = $1', [certificateId, facts]);
  expect(await verified(code)).toMatchObject({
    valid: true,
    levels: [
      { code: '4.2', level: 'Bậc 4, Trung cấp', frameworkVersion: '2025', demonstration: false },
      { code: '5.3', level: 'Bậc 3, Trung cấp', demonstration: true },
    ],
  });
});

test('of a pupil the page says no level until a guardian agrees to sharing', async () => {
  const { id, accountId } = await sitting(ALL, 'Phạm Gia Hân');
  await world.db.query(`UPDATE person SET birth_date = now() - interval '12 years' WHERE account_id = $1`, [
    accountId,
  ]);
  await world.db.query(
    `INSERT INTO guardian_consent (id, account_id, purpose, guardian_name, relation, channel, wording)
     VALUES (gen_random_uuid(), $1, 'issue', 'Phạm Văn Hùng', 'father', 'link', '1')`,
    [accountId],
  );
  await issue(id);
  const { code, facts } = await certificateOf(id);
  expect(facts.framework[0].components[0].award.level).toBe('Bậc 4, Trung cấp');
  expect(await verified(code)).toMatchObject({ valid: true, name: 'P. G. H.', levels: [] });
});

test('a regrade that takes one level back asks the registrar; a replacement states what is left', async () => {
  const { id, attemptId } = await sitting(ALL);
  const { id: other, attemptId: again } = await sitting(ALL, 'H’Hen Niê');
  await issue(id, other);
  const before = await certificateOf(id);
  await examination.grade(attemptId, 2, [true, true, true, false]);
  // The same levels on new marks ask nothing.
  await examination.grade(again, 2, ALL);
  await world.get(ShownLevels).of([id, other]);
  const browser = await doubts();
  expect(browser.page.querySelectorAll('li.card')).toHaveLength(1);
  expect(browser.text('li.card')).toContain('Bậc của thành phần 5.3');
  expect((await certificateOf(id)).facts).toEqual(before.facts);

  const replacement = `/registers/${before.register_id}/certificates/${before.id}/replacement`;
  await browser.get(replacement);
  expect(browser.text('main')).toContain('bị thu lại');
  const typed = { fullName: 'Đặng Ngọc Ánh', birth: '14/08/1987', position: 'Công chức Văn hóa - Xã hội' };
  await browser.post(replacement, { ...typed, reason: 'Bậc 5.3 bị thu lại sau chấm lại' });
  const after = await certificateOf(id);
  expect(after.id).not.toBe(before.id);
  const awarded = (facts: typeof before.facts) =>
    facts.framework[0].components.flatMap((each: { code: string; award?: object }) =>
      each.award ? each.code : [],
    );
  expect([awarded(before.facts), awarded(after.facts)]).toEqual([['4.2', '5.3'], ['4.2']]);
  expect((await doubts()).page.querySelectorAll('li.card')).toHaveLength(0);
});

test('a level taken back may be let stand, with a reason, until another is', async () => {
  const { id, attemptId } = await sitting(ALL, 'Lý Thị Mơ');
  await issue(id);
  await examination.grade(attemptId, 2, [true, true, false, false]);
  await world.get(ShownLevels).of([id]);
  const { id: certificateId } = await certificateOf(id);
  const browser = await doubts();
  await browser.post(`/registers/doubts/${certificateId}/retention`, { reason: 'Đề có lỗi, bậc vẫn đúng' });
  expect((await doubts()).page.querySelectorAll('li.card')).toHaveLength(0);
  await examination.grade(attemptId, 3, [false, true, false, false]);
  await world.get(ShownLevels).of([id]);
  expect((await doubts()).text('li.card')).toContain('4.2, 5.3');
});

test('the badge tells the levels as results, and another verifier reads it', async () => {
  const { id, accountId } = await sitting(ALL, 'Vũ Minh Châu');
  await issue(id);
  const { id: certificateId, code } = await certificateOf(id);
  const badges = world.get(Badges);
  await badges.make(accountId, certificateId);
  const read = async (url: string) =>
    (await world.visitor().inject({ method: 'GET', url: url.slice(PUBLIC_URL.length) })).payload;
  const { claims, valid } = await verifyBadge(await read(`${PUBLIC_URL}/credentials/${code}`), read);
  expect(valid).toBe(true);
  const subject = claims['credentialSubject'] as {
    result: { resultDescription: string; achievedLevel: string }[];
    achievement: {
      resultDescription: { id: string; name: string; rubricCriterionLevel: { id: string; name: string }[] }[];
    };
  };
  const told = subject.result.map(({ resultDescription, achievedLevel }) => {
    const described = subject.achievement.resultDescription.find((each) => each.id === resultDescription)!;
    const level = described.rubricCriterionLevel.find((each) => each.id === achievedLevel)!;
    return `${described.name.slice(0, 3)} ${level.name}`;
  });
  expect(told).toEqual(['4.2 Bậc 4, Trung cấp', '5.3 Bậc 3, Trung cấp']);
});
