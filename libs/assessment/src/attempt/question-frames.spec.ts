import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Catalogue } from '#platform/i18n';
import { type ViewContext, Views } from '#platform/views';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { AnswerSheet } from './answer-sheet.js';
import { headerView, mapView, questionView } from './attempt.view.js';
import type { AttemptSnapshot } from './attempt-snapshots.repository.js';
import { QuestionFrames } from './question-frames.js';
import { plainRules } from './retakes.policy.js';

const HOSTILE = `"><script>alert(1)</script>{{csrf}} $& $1 ' \u202E`;
const QUESTIONS = 4;

const views = new Views(new Catalogue());
const frames = new QuestionFrames(views);
const now = new Date('2026-11-22T03:00:00Z');

interface Reader {
  id: string;
  csrf: string;
  nonce: string;
  title: string;
  sequential: boolean;
  position: number;
  answered: number[];
  flagged: number[];
  locale: 'vi' | 'en';
}
const positions = fc.subarray([1, 2, 3, 4]);
const reader: fc.Arbitrary<Reader> = fc.record({
  id: fc.uuid(),
  csrf: fc.uuid(),
  nonce: fc.uuid(),
  title: fc.constantFrom(HOSTILE, 'Bài kiểm tra', '$&'),
  sequential: fc.boolean(),
  position: fc.integer({ min: 1, max: QUESTIONS }),
  answered: positions,
  flagged: positions,
  locale: fc.constantFrom('vi' as const, 'en' as const),
});

/** What the page of this reader is made of. */
function pageOf({ id, title, sequential, position, answered, flagged }: Reader) {
  const sections = [
    { title: HOSTILE, instructions: HOSTILE, minutes: null },
    { title: 'Phần sau', instructions: null, minutes: null },
  ];
  const draw = sections.map((_, section) => ({ section, count: section === 0 ? 1 : QUESTIONS - 1 }));
  const attempt = {
    ...{ id, number: 1, startedAt: now, retakes: plainRules(2) },
    items: Array.from({ length: QUESTIONS }, () => ({ questionVersionId: 'v', options: ['a', 'b'] })),
    quiz: { title, behaviour: 'examination', draw, sections, navigation: sequential ? 'sequential' : 'free' },
  } as unknown as AttemptSnapshot;
  const entries = [
    ...answered.map((at, n) => ({ seq: n + 1, position: at, answer: ['a'], flagged: null })),
    ...flagged.map((at, n) => ({ seq: n + 11, position: at, answer: null, flagged: true })),
  ];
  const state = { now, deadlineAt: now, deviceEpoch: 0, savedAt: null, journal: entries };
  const sheet = new AnswerSheet(entries);
  const body = {
    options: [
      { id: 'a', text: HOSTILE, correct: true },
      { id: 'b', text: 'b' },
    ],
  };
  const question = { type: 'single', stem: HOSTILE, body } as unknown as StoredQuestion;
  const questions = Array.from({ length: QUESTIONS }, () => question);
  return {
    header: headerView(attempt, state as unknown as Parameters<typeof headerView>[1], null),
    question: questionView(attempt, questions, sheet, position),
    map: mapView(attempt, sheet, position),
  };
}

const contextOf = ({ locale, csrf, nonce }: Reader, content: string) =>
  ({ locale, csrf, nonce, content }) as unknown as ViewContext;

describe('the frame of a question', () => {
  test('reads, whoever came before, as if it had been rendered for its reader alone', () => {
    fc.assert(
      fc.property(fc.array(reader, { minLength: 1, maxLength: 4 }), (readers) => {
        for (const each of readers) {
          const page = pageOf(each);
          const content = `question of ${each.id}`;
          const shared = frames.get(page.header, page.question, page.map, each.locale).html(each, content);
          expect(shared).toBe(views.render('assessment/attempt/frame', page, contextOf(each, content)));
          for (const other of readers.filter(({ id }) => id !== each.id))
            expect(shared).not.toContain(other.id);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('shows what authors wrote as text, in the frame and in the question within', () => {
    const one: Reader = {
      ...{ id: 'x', csrf: '"><b>', nonce: 'n', title: HOSTILE, sequential: false, position: 1 },
      ...{ answered: [], flagged: [], locale: 'vi' },
    };
    const { header, question, map } = pageOf(one);
    const html = views.render(
      'assessment/attempt/show',
      { header, question, frame: frames.get(header, question, map, 'vi') },
      { ...contextOf(one, ''), flash: [], nav: [], actor: null, path: '/', demo: false, theme: null, now },
    );
    expect(html.match(/<script(?! src="\/assets\/)/g)).toBeNull();
    expect(html).not.toContain('<b>"');
    expect(html).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(html.match(/&lt;script&gt;alert\(1\)/g)?.length).toBeGreaterThanOrEqual(5);
    expect(html).not.toMatch(/(attempt|nextSeq|csrf|nonce|content)-[\w-]{16}/);
  });
});
