import type { Framework } from '#competency';
import type { Translate } from '#platform/i18n';
import { percent } from '../overview/counts.js';
import type { ExamFigures, SkillSum } from './exam-figures.repository.js';
import { ExamLinks } from './exam-links.js';
import type { ExamFilter } from './exam-query.input.js';
import type { ExamRequest } from './exam-requests.js';
import { type ExamUnitsInput, examUnits } from './exam-units.view.js';

/** Below this share of the marks a component is weak, as on the learner's own result. */
export const WEAK_BELOW = 70;

export interface ExamInput extends ExamUnitsInput {
  request: ExamRequest;
  figures: ExamFigures;
  filter: ExamFilter;
  framework: Framework | null;
}

/** Results of one examination in a class or in a part of it. */
export function examView(input: ExamInput) {
  const { request, figures, filter, links, t } = input;
  const { training, quiz, quizzes, unit } = request;
  const { sat, passed, enrolled, averageBp, seconds } = figures;
  return {
    title: quiz.title,
    lead: [training.title, unit?.name].filter(Boolean).join(' · '),
    breadcrumb: breadcrumb(input),
    tabs:
      quizzes.length < 2
        ? null
        : quizzes.map((each) => ({
            label: each.title,
            current: each.id === quiz.id,
            href: new ExamLinks(training.id, each.id, filter).overview(),
          })),
    filters: filters(input),
    empty: enrolled === 0,
    sat: { value: sat, of: enrolled, share: percent(sat, enrolled), href: links.people('sat') },
    passed: { value: passed, share: percent(passed, sat), href: links.people('passed') },
    failed: { value: sat - passed, href: links.people('failed') },
    missing: { value: enrolled - sat, href: links.people('not-sat') },
    average: averageBp === null ? null : averageBp / 100,
    attempts: figures.attempts,
    took: seconds === null ? null : timeText(seconds, t),
    passPercent: quiz.passPercent,
    bars: figures.tenths.map((count, tenth) => ({
      from: tenth * 10,
      to: tenth * 10 + 10,
      count,
      passes: tenth * 10 >= quiz.passPercent,
    })),
    skills: figures.skills.map((skill) => skillRow(skill, input.framework)),
    table: examUnits(input),
    exports: {
      action: links.exports(),
      fields: Object.entries({ ...filter, state: 'all' }).flatMap(([name, value]) =>
        value ? [{ name, value }] : [],
      ),
    },
    releaseHref: null,
  };
}

export function skillRow({ code, units, full }: SkillSum, framework: Framework | null) {
  const share = percent(units, full);
  return { code, label: framework?.component(code)?.name ?? null, share, weak: share < WEAK_BELOW };
}

/** «12 phút 05 giây». */
export const timeText = (seconds: number, t: Translate): string =>
  t('exams.time', { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, '0') });

/** The way to the page of the class's examination, without the last step. */
export const placeOf = ({ training }: ExamRequest, t: Translate) => [
  { label: t('reporting.nav'), href: '/reports' },
  {
    label: t('reporting.class', { code: training.code }),
    href: `/reports/classes/${training.id}`,
  },
];

function breadcrumb({ request, links, t }: ExamInput) {
  const { unit } = request;
  const whole = links.overview({ unit: undefined, own: undefined });
  return [
    ...placeOf(request, t),
    ...(unit
      ? [{ label: t('exams.title'), href: whole }, { label: unit.name }]
      : [{ label: t('exams.title') }]),
  ];
}

function filters({ request, branches, units, filter, links, t }: ExamInput) {
  const offered = [...branches.children.keys()].flatMap((path) => units.get(path) ?? []);
  const names = new Intl.Collator('vi', { numeric: true });
  const within = request.unit ? [request.unit] : [];
  return {
    units: [...within, ...offered.sort((a, b) => names.compare(a.name, b.name))].map(({ code, name }) => ({
      value: code,
      label: name,
    })),
    unit: filter.unit ?? '',
    groups: (['official', 'citizen', 'student', 'worker'] as const).map((value) => ({
      value,
      label: t(`reporting.group.${value}`),
    })),
    group: filter.group ?? '',
    any: Boolean(filter.unit ?? filter.group),
    clearHref: links.overview({ unit: undefined, own: undefined, group: undefined }),
  };
}
