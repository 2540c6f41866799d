import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { CourseCatalogue } from '#course';
import { Clock, FixedClock } from '#platform/clock';
import { createLogger } from '#platform/logging';
import { RollupRebuild } from '../rollup/rollup-rebuild.js';
import { ReportingWorld } from '../testing/reporting-world.js';
import { Front } from './front.js';
import { PublicFiguresRepository } from './public-figures.repository.js';

jest.setTimeout(60_000);

let world: ReportingWorld;
beforeAll(async () => {
  world = await ReportingWorld.open();
}, 120_000);
afterAll(() => world?.close());

const clock = new FixedClock(new Date('2026-05-22T03:40:00Z'));
const front = () =>
  new Front(
    new PublicFiguresRepository(world.db),
    world.get(CourseCatalogue),
    clock,
    createLogger('silent', 'test'),
  );

describe('the front page', () => {
  test('an empty installation shows zeros, no courses and no invention', async () => {
    const browser = world.visitor();
    await browser.get('/');
    expect(browser.status).toBe(200);
    expect(browser.page.querySelectorAll('.figures .figure').map((each) => each.text)).toEqual([
      '0',
      '0',
      '0',
      '0',
    ]);
    expect(browser.page.querySelector('.course-card')).toBeNull();
    expect(browser.text('#main')).toContain('Sắp có khóa học');
  });

  test('counts what the platform has counted, with its time, and keeps it for ten seconds', async () => {
    const kept = front();
    expect((await kept.get()).classes).toEqual([]);
    const { make } = world;
    await make.unit('vn', 'Việt Nam', 'country');
    const unit = await make.unit('vn.31', 'Thành phố Hải Phòng', 'province');
    const classId = await make.trainingClass(unit);
    for (const done of [true, true, false]) {
      const values = done ? { startedAt: '2026-04-08T02:00:00Z', completedAt: '2026-05-03T02:00:00Z' } : {};
      const enrolment = await make.enrolment(await make.person('Học Viên', unit), classId, unit, values);
      if (done) await make.certificate(enrolment, '2026-05-04T02:00:00Z');
    }
    await world.get(RollupRebuild).run();

    clock.moveTo(new Date('2026-05-22T03:40:09Z'));
    expect((await kept.get()).classes).toEqual([]);
    clock.moveTo(new Date('2026-05-22T03:40:11Z'));
    // Whoever comes now gets what is there; the next one what was read meanwhile.
    expect((await kept.get()).at).toEqual(new Date('2026-05-22T03:40:00Z'));
    let facts = await kept.get();
    for (let waited = 0; waited < 100 && facts.classes.length === 0; waited += 1) {
      await setTimeout(20);
      facts = await kept.get();
    }
    expect(facts).toMatchObject({ at: new Date('2026-05-22T03:40:11Z'), units: 1 });
    expect(facts.classes[0]).toMatchObject({ enrolled: 3, completed: 2, certified: 2, open: false });
  });

  test('a database that is away leaves what was read before', async () => {
    const broken = new PublicFiguresRepository({
      query: () => Promise.reject(new Error('away')),
    } as unknown as DataSource);
    const alone = new Front(broken, world.get(CourseCatalogue), clock, createLogger('silent', 'test'));
    await expect(alone.get()).rejects.toThrow('away');
    const kept = front();
    const before = await kept.get();
    Object.assign(kept, { figures: broken });
    clock.moveTo(new Date(clock.now().getTime() + 60_000));
    expect(await kept.get()).toBe(before);
    await setTimeout(50);
    expect(await kept.get()).toBe(before);
  });

  test('a certificate can be looked up from here, and not by an address that holds a birth date', async () => {
    const browser = world.visitor();
    await browser.get('/');
    const form = browser.page.querySelector('form[action="/verify"]');
    expect(form?.getAttribute('method')).toBe('post');
    expect(
      form?.querySelectorAll('input:not([type=hidden])').map((input) => input.getAttribute('name')),
    ).toEqual(['number', 'fullName', 'birthDate']);
  });
});

test.each(['/numbers', '/help', '/privacy', '/accessibility'])(
  '%s stands open to everybody, in both languages',
  async (url) => {
    const browser = world.visitor();
    await browser.get(url);
    expect(browser.status).toBe(200);
    const vietnamese = browser.text('#main');
    expect(vietnamese.length).toBeGreaterThan(100);
    const english = await world.visitor().inject({ method: 'GET', url, headers: { cookie: 'hv_lang=en' } });
    expect(english.body).toContain('<html lang="en"');
    expect(english.body).not.toContain(browser.text('h1'));
  },
);

test('public figures name no person and no unit', async () => {
  const later = jest.spyOn(world.get(Clock), 'now').mockReturnValue(new Date(Date.now() + 60_000));
  const browser = world.visitor();
  for (let tries = 0; tries < 100 && !browser.text('#main').includes('3 lượt'); tries += 1) {
    await browser.get('/numbers');
    // Injected requests alone would leave the database's answer waiting outside.
    await setTimeout(10);
  }
  later.mockRestore();
  expect(browser.text('#main')).toContain('3 lượt ghi danh, 2 lượt hoàn thành, 2 giấy chứng nhận');
  expect(browser.text('#main')).not.toContain('Học Viên');
  expect(browser.text('#main')).not.toContain('Hải Phòng');
});
