import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Navigation } from '../quiz/quiz.input.js';
import { type Progress, questionState, sectionTime, whereabouts } from './section.policy.js';
import { planOf, type SectionPlan } from './section-plan.js';

const ORIGIN = Date.parse('2026-11-21T03:00:00Z');
const runs = { numRuns: 10_000 };

const quiz = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
    minutes: fc.array(fc.option(fc.integer({ min: 1, max: 20 })), { minLength: 6, maxLength: 6 }),
    navigation: fc.constantFrom<Navigation>('free', 'sequential'),
  })
  .map(({ sizes, minutes, navigation }) =>
    planOf({
      draw: sizes.map((count, section) => ({ tag: 'a', count, section })),
      sections: sizes.map((_, at) => ({
        ...{ title: `${at}`, instructions: '', blueprintId: null },
        minutes: minutes[at] ?? null,
      })),
      navigation,
    }),
  );
const steps = fc.array(
  fc.oneof(
    fc.record({ wait: fc.integer({ min: 0, max: 900 }) }),
    fc.constant({ begin: true as const }),
    fc.constant({ advance: true as const }),
    fc.record({ pause: fc.integer({ min: 1, max: 900 }) }),
  ),
  { maxLength: 40 },
);

const total = (plan: SectionPlan): number => plan.sections.at(-1)!.last;
const at = (seconds: number): Date => new Date(ORIGIN + seconds * 1000);

/** What the server stores as a learner goes through the quiz, step by step. */
function* walk(plan: SectionPlan, taken: typeof steps extends fc.Arbitrary<infer T> ? T : never) {
  let seconds = 0;
  const progress: Progress = { now: at(0), begun: [], reached: 1 };
  for (const step of taken) {
    if ('wait' in step) seconds += step.wait;
    else if ('pause' in step) {
      for (const section of progress.begun)
        if (section.deadlineAt && section.deadlineAt >= at(seconds))
          section.deadlineAt = new Date(section.deadlineAt.getTime() + step.pause * 1000);
      seconds += step.pause;
    } else if ('begin' in step) {
      const next = plan.sections[progress.begun.length];
      if (!next || !plan.gated) continue;
      const deadlineAt = next.minutes === null ? null : at(seconds + next.minutes * 60);
      progress.begun.push({ number: next.number, deadlineAt });
      if (plan.sequential) progress.reached = next.first;
    } else if (plan.sequential && progress.begun.length > 0) {
      const section = plan.sections[progress.begun.length - 1]!;
      progress.reached = Math.min(section.last, progress.reached + 1);
    }
    progress.now = at(seconds);
    yield progress;
  }
}

describe('going through sections', () => {
  test('a question once left behind, or whose section is over, never opens again', () => {
    fc.assert(
      fc.property(quiz, steps, (plan, taken) => {
        const closed = new Set<number>();
        for (const progress of walk(plan, taken))
          for (let position = 1; position <= total(plan); position++) {
            const state = questionState(plan, progress, position);
            if (state === 'passed' || state === 'over') closed.add(position);
            else if (closed.has(position)) return false;
          }
        return true;
      }),
      runs,
    );
  });

  test('nothing of a section is open before it is begun, and in sequence one question at most', () => {
    fc.assert(
      fc.property(quiz, steps, (plan, taken) => {
        for (const progress of walk(plan, taken)) {
          const states = Array.from({ length: total(plan) }, (_, index) =>
            questionState(plan, progress, index + 1),
          );
          if (plan.sequential && states.filter((state) => state === 'open').length > 1) return false;
          if (!plan.gated) continue;
          const begunTo = plan.sections[progress.begun.length - 1]?.last ?? 0;
          if (states.slice(begunTo).some((state) => state !== 'ahead')) return false;
        }
        return true;
      }),
      runs,
    );
  });

  test('the grace takes what arrives within it and nothing else', () => {
    const plan = planOf({
      draw: [{ tag: 'a', count: 1, section: 0 }],
      sections: [{ title: 'A', instructions: '', minutes: 1, blueprintId: null }],
      navigation: 'free',
    });
    const state = (seconds: number, grace: number) =>
      questionState(
        plan,
        { now: at(seconds), begun: [{ number: 1, deadlineAt: at(60) }], reached: 1 },
        1,
        grace,
      );
    expect([state(60, 0), state(60.001, 0), state(90, 30), state(90.001, 30)]).toEqual([
      ...['open', 'over', 'open', 'over'],
    ]);
  });

  test('every page leads somewhere: to a question that may be seen, or to the next section', () => {
    const asked = fc.option(fc.integer({ min: 1, max: 36 }));
    fc.assert(
      fc.property(quiz, steps, asked, (plan, taken, wish) => {
        const wanted = wish === null || wish > total(plan) ? null : wish;
        const todo = Array.from({ length: total(plan) }, (_, index) => index + 1);
        for (const progress of walk(plan, taken)) {
          const place = whereabouts(plan, progress, wanted, todo);
          if ('section' in place) {
            if (place.section !== progress.begun.length + 1 || place.section > plan.sections.length)
              return false;
          } else if (questionState(plan, progress, place.position) === 'ahead') return false;
        }
        return true;
      }),
      runs,
    );
  });

  describe('the page to show', () => {
    const section = (minutes: number | null) => ({
      title: 'A',
      instructions: '',
      minutes,
      blueprintId: null,
    });
    const planned = (navigation: Navigation, minutes: number | null) =>
      planOf({
        draw: [0, 1].map((place) => ({ tag: 'a', count: 2, section: place })),
        sections: [section(minutes), section(null)],
        navigation,
      });
    const begun = (...ends: (number | null)[]) =>
      ends.map((seconds, index) => ({
        number: index + 1,
        deadlineAt: seconds === null ? null : at(seconds),
      }));

    test('in sequence: the question come to, or one before that is asked for; never one ahead', () => {
      const progress = { now: at(0), begun: begun(null), reached: 2 };
      const shown = [null, 1, 2, 3].map((asked) =>
        whereabouts(planned('sequential', null), progress, asked, [2, 3, 4]),
      );
      expect(shown).toEqual([{ position: 2 }, { position: 1 }, { position: 2 }, { position: 2 }]);
    });

    test('freely: what is asked for if its section is begun, else the first that may be answered, else the next door', () => {
      const plan = planned('free', 1);
      const shown = (asked: number | null, todo: number[], over = false, all = false) =>
        whereabouts(
          plan,
          { now: at(over ? 61 : 30), begun: all ? begun(60, null) : begun(60), reached: 1 },
          asked,
          todo,
        );
      expect([shown(2, [1, 3]), shown(3, [1, 3]), shown(null, [2, 3])]).toEqual([
        ...[{ position: 2 }, { section: 2 }, { position: 2 }],
      ]);
      // Its time is over: its blanks stay blank.
      expect([shown(null, [2, 3], true), shown(null, [2, 4], true, true)]).toEqual([
        ...[{ section: 2 }, { position: 4 }],
      ]);
      // Nothing is left to do: the last section again.
      expect(shown(null, [], false, true)).toEqual({ position: 3 });
    });
  });

  test('extra time is shared out: never more than the whole gets, never less than without', () => {
    const minutes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(minutes, fc.nat(100), fc.nat(600), (sections, spare, extra) => {
        const whole = sections.reduce((sum, each) => sum + each, spare);
        const times = sections.map((each) => sectionTime(each, whole, extra));
        const sum = times.reduce((so, each) => so + each, 0);
        return (
          sum <= (whole + extra) * 60_000 &&
          times.every((time, index) => time >= sections[index]! * 60_000) &&
          sections.every((each, index) => extra > 0 || times[index] === each * 60_000)
        );
      }),
      runs,
    );
    expect(sectionTime(20, 60, 15)).toBe(25 * 60_000);
  });
});
