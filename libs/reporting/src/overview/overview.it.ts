import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { BrowserSession } from '#platform/testing';
import { RollupRebuild } from '../rollup/rollup-rebuild.js';
import { ReportingWorld } from '../testing/reporting-world.js';

let world: ReportingWorld;
let classId: string;
let emptyClassId: string;
let runner: BrowserSession;
const units: string[] = [];

/** One person of each kind a report can tell apart, several times over, in three units and without one. */
const KINDS = [
  {},
  { startedAt: '2026-04-08T02:00:00Z', lessonsDone: 1 },
  { startedAt: '2026-04-20T02:00:00Z', bestScoreBp: 4000, lessonsDone: 5 },
  { startedAt: '2026-04-20T02:00:00Z', bestScoreBp: 8000, passedAt: '2026-05-01T02:00:00Z', lessonsDone: 5 },
  {
    startedAt: '2026-04-09T02:00:00Z',
    bestScoreBp: 9000,
    passedAt: '2026-05-02T02:00:00Z',
    completedAt: '2026-05-03T02:00:00Z',
  },
];

beforeAll(async () => {
  world = await ReportingWorld.open();
  const { make } = world;
  await make.unit('vn', 'Việt Nam', 'country');
  const city = await make.unit('vn.31', 'Thành phố Hải Phòng', 'province');
  units.push(
    await make.unit('vn.31.11308', 'Xã Tân Minh'),
    await make.unit('vn.31.11311', 'Phường Hồng Bàng'),
    city,
  );
  classId = await make.trainingClass(city, { code: '1.1', startsOn: '2026-04-06', endsOn: '2026-06-30' });
  for (let at = 0; at < 26; at += 1) {
    const kind = KINDS[at % KINDS.length]!;
    const unit = [...units, null][at % 4]!;
    const enrolment = await make.enrolment(await make.person(`Người Học ${at}`, unit), classId, unit, kind);
    if ('completedAt' in kind && at % 2 === 0) await make.certificate(enrolment, '2026-05-04T02:00:00Z');
    if (at % 9 === 0)
      await world.db.query(`UPDATE enrolment SET target_group = 'citizen' WHERE id = $1`, [enrolment]);
  }
  emptyClassId = await make.trainingClass(city, { code: 'trong' });
  await world.get(RollupRebuild).run();
  const account = await make.person('Nguyễn Thị Lan');
  await make.grant(account, 'programme-admin', city);
  runner = world.as(account);
}, 120_000);
afterAll(() => world?.close());

// Each list takes a page of its own.
jest.setTimeout(120_000);

/** Every number on the page that leads to a list, with where it leads. */
function numbers(): { shown: number; href: string }[] {
  const found = runner.page
    .querySelectorAll('a.opens, a.figure, .tabs a')
    .map((link) => {
      const count = link.querySelector('.count') ?? link;
      return {
        shown: Number(/^[\d.]+/.exec(count.text.trim())?.[0].replaceAll('.', '')),
        href: link.getAttribute('href') ?? '',
      };
    })
    .filter(
      ({ href, shown }) => href.includes('/people') && !href.includes('order=score') && !Number.isNaN(shown),
    );
  return [...new Map(found.map((each) => [`${each.href} ${each.shown}`, each])).values()];
}

async function listed(href: string): Promise<{ title: number; rows: number }> {
  await runner.get(href.replaceAll('&amp;', '&'));
  expect(runner.status).toBe(200);
  return {
    title: Number(/: ([\d.]+) người/.exec(runner.text('h1'))?.[1]?.replaceAll('.', '')),
    rows: runner.page.querySelectorAll('tbody tr').length,
  };
}

describe('every number opens the list behind it', () => {
  test.each([
    ['of the class', ''],
    ['as of a day', '?to=2026-05-01'],
    ['between two days', '?from=2026-04-10&to=2026-05-02'],
    ['of a unit', '?unit=11308'],
    ['of a target group', '?group=citizen'],
    ['of people without a unit', '?unit=none'],
  ])('%s', async (_, query) => {
    await runner.get(`/reports/classes/${classId}${query}`);
    const all = numbers();
    expect(all.length).toBeGreaterThan(8);
    for (const { shown, href } of all)
      expect({ href, ...(await listed(href)) }).toEqual({ href, title: shown, rows: shown });
  });

  test('of all classes together', async () => {
    await runner.get('/reports');
    const all = numbers();
    expect(all.length).toBeGreaterThan(20);
    for (const { shown, href } of all)
      expect({ href, ...(await listed(href)) }).toEqual({ href, title: shown, rows: shown });
  });

  test('and the tabs of a list count what they open', async () => {
    await runner.get(`/reports/classes/${classId}/people?state=started&unit=31`);
    const all = numbers();
    expect(all).toHaveLength(9);
    for (const { shown, href } of all)
      expect({ href, ...(await listed(href)) }).toEqual({ href, title: shown, rows: shown });
  });
});

test('each part of a page that is a landmark has a name of its own', async () => {
  for (const path of ['', `/classes/${classId}`, `/classes/${classId}/people?state=enrolled`]) {
    await runner.get(`/reports${path}`);
    const { page } = runner;
    const names = page.querySelectorAll('section, [role=region]').flatMap((part) => {
      const labelled = part.getAttribute('aria-labelledby');
      const label = labelled ? page.getElementById(labelled)?.text : part.getAttribute('aria-label');
      return label ? [label.trim()] : [];
    });
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  }
});

describe('the report of a class', () => {
  test('adds up to an SQL count', async () => {
    const [truth] = await world.db.query(
      `SELECT count(*)::int AS enrolled, count(started_at)::int AS started, count(passed_at)::int AS passed, count(completed_at)::int AS completed,
              (SELECT count(*)::int FROM certificate WHERE status = 'valid') AS certified, floor(avg(best_score_bp))::int AS average
       FROM enrolment WHERE class_id = $1 AND status <> 'withdrawn'`,
      [classId],
    );
    await runner.get(`/reports/classes/${classId}`);
    const funnel = runner.page
      .querySelectorAll('.funnel a')
      .map((link) => Number(/\d+/.exec(link.text)?.[0]));
    expect(funnel).toEqual([
      truth.enrolled,
      truth.started,
      15,
      truth.passed,
      truth.completed,
      truth.certified,
    ]);
    expect(runner.text('.chart-grid')).toContain(`${(truth.average / 100).toFixed(2).replace('.', ',')}%`);
  });

  test('goes down the tree: the city opens into its communes and its own people', async () => {
    await runner.get(`/reports/classes/${classId}?all=1&sort=name&order=asc`);
    const names = () => runner.page.querySelectorAll('#units tbody th').map((cell) => cell.text.trim());
    expect(names()).toEqual([
      'Chưa rõ đơn vị',
      'Phường Hồng Bàng',
      'Thành phố Hải Phòng (riêng đơn vị này)',
      'Xã Tân Minh',
    ]);
    await runner.get(`/reports/classes/${classId}?unit=11308`);
    expect(names()).toEqual(['Xã Tân Minh (riêng đơn vị này)']);
  });

  test('a class that is over compares its units with 100%', async () => {
    await runner.get(`/reports/classes/${classId}`);
    expect(runner.text('main')).toContain('2 đơn vị so với nhịp đều 100%');
    await runner.get(`/reports/classes/${classId}?to=2026-05-18`);
    expect(runner.text('main')).toContain('2 đơn vị so với nhịp đều 50%');
  });

  test('a class without people says so, and offers no figures', async () => {
    await runner.get(`/reports/classes/${emptyClassId}`);
    expect(runner.status).toBe(200);
    expect(runner.text('.empty')).toContain('Chưa có ai được ghi danh');
    expect(runner.page.querySelector('.funnel')).toBeNull();
  });

  test.each(['?from=ngay-mai', '?to=2026-02-30', '?group=sieu-nhan', '?sort=mat-khau', '?page=0'])(
    '%s is bad input',
    async (query) => {
      await runner.get(`/reports/classes/${classId}/people${query}`);
      const people = runner.status;
      await runner.get(`/reports/classes/${classId}${query}`);
      expect([people, runner.status]).toContain(422);
    },
  );
});

test('lists go by given name, and page by page nobody is missed or shown twice', async () => {
  const names = [
    'Vũ Thùy Ánh',
    'Bùi Văn An',
    'Đặng Thị Ân',
    'Trần Đình Bách',
    'Lê Ba',
    'Đỗ Quang Đạt',
    'Phạm Dung',
    'Lý Ý',
    'Hồ Yến',
  ];
  const big = await world.make.trainingClass(units[2]!, { code: 'dong' });
  for (let at = 0; at < 120; at += 1)
    await world.make.enrolment(await world.make.person(names[at % names.length]!), big, units[0]!);
  await world.get(RollupRebuild).run();
  const seen: string[] = [];
  for (const number of [1, 2, 3]) {
    await runner.get(`/reports/classes/${big}/people?page=${number}`);
    for (const cell of runner.page.querySelectorAll('tbody th')) seen.push(cell.text.trim());
  }
  expect(seen).toHaveLength(120);
  expect([...new Set(seen)]).toEqual([
    'Bùi Văn An',
    'Vũ Thùy Ánh',
    'Đặng Thị Ân',
    'Lê Ba',
    'Trần Đình Bách',
    'Phạm Dung',
    'Đỗ Quang Đạt',
    'Lý Ý',
    'Hồ Yến',
  ]);
  expect(runner.text('.table-foot')).toContain('Hiện 101–120 trên 120');
});
