import { describe, expect, test } from '@jest/globals';
import { Framework, type FrameworkComponent } from '#competency';
import { gapRows } from '../unit-page/unit-skills.policy.js';
import { domainAxes, isGap, nextCourse, profileRows } from './profile.policy.js';
import type { HeldLevel } from './profile.repository.js';

const component = (code: string, domainName: string): [string, FrameworkComponent] => [
  code,
  { code, name: `Tên ${code}`, description: null, domainCode: code.split('.')[0]!, domainName },
];
const framework = new Framework(
  ...(['f', '1', 'id', 'Khung', 'Văn bản'] as const),
  new Map([component('1.1', 'Một'), component('1.2', 'Một'), component('2.1', 'Hai')]),
  new Map(),
  new Map([['0.9', '1.2']]),
);
const held = (code: string, level: number) => ({ component: code, level }) as HeldLevel;

describe('a profile', () => {
  test('has every component; old codes count for what took their place; the highest level counts', () => {
    const rows = profileRows(framework, [held('0.9', 2), held('1.2', 4), held('1.1', 1), held('9.9', 8)], {
      '0.9': 5,
    });
    expect(rows.map(({ code, level, needed }) => [code, level, needed])).toEqual([
      ['1.1', 1, null],
      ['1.2', 4, 5],
      ['2.1', 0, null],
    ]);
    expect(rows.map(isGap)).toEqual([false, true, false]);
  });

  test('of codes that became one component the most is asked, whatever their order', () => {
    for (const target of [
      { '0.9': 5, '1.2': 2 },
      { '1.2': 5, '0.9': 2 },
    ]) {
      expect(profileRows(framework, [], target).find(({ code }) => code === '1.2')?.needed).toBe(5);
      expect(gapRows(framework, [], 1, target).find(({ code }) => code === '1.2')?.needed).toBe(5);
    }
  });

  test('axes are means to one decimal; what is needed only where something is', () => {
    const rows = profileRows(framework, [held('1.1', 2), held('1.2', 3)], { '1.1': 3 });
    expect(domainAxes(rows)).toEqual([
      { label: 'Một', value: 2.5, needed: 1.5 },
      { label: 'Hai', value: 0 },
    ]);
  });

  const course = (slug: string, ...skills: [string, number | null][]) => ({
    ...{ slug, title: slug },
    skills: skills.map(([code, level]) => ({ component: code, level })),
  });

  test('the next course covers most gaps, and aims higher than what is held', () => {
    const rows = profileRows(framework, [held('1.1', 2)], { '1.1': 4, '1.2': 2, '2.1': 1 });
    const pick = (...courses: ReturnType<typeof course>[]) =>
      nextCourse(framework, rows, courses)?.course.slug ?? null;
    expect(pick(course('one', ['2.1', 1]), course('two', ['0.9', 2], ['2.1', null]))).toBe('two');
    expect(pick(course('low', ['1.1', 2]))).toBeNull();
    expect(pick(course('first', ['2.1', 1]), course('second', ['1.2', 1]))).toBe('first');
    expect(pick()).toBeNull();
  });

  test('without a target what is not held yet is wanted', () => {
    const rows = profileRows(framework, [held('1.1', 2)], null);
    expect(
      nextCourse(framework, rows, [course('held', ['1.1', 3]), course('new', ['2.1', 1])])?.course.slug,
    ).toBe('new');
  });
});

describe('the gaps of a unit', () => {
  const counts = [
    { component: '1.1', level: 2, people: 3 },
    { component: '1.1', level: 4, people: 2 },
    { component: '0.9', level: 1, people: 1 },
  ];

  test('are people below what is asked; the largest first', () => {
    const rows = gapRows(framework, counts, 10, { '1.1': 3, '1.2': 1, '2.1': 1 });
    expect(rows.map(({ code, some, enough, lacking }) => [code, some, enough, lacking])).toEqual([
      ['2.1', 0, 0, 10],
      ['1.2', 1, 1, 9],
      ['1.1', 5, 2, 8],
    ]);
  });

  test('are unknown where nothing is asked', () => {
    expect(gapRows(framework, counts, 10, null).map((row) => [row.enough, row.lacking])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });
});
