import type { CatalogueEntry } from '#course';
import type { Translate } from '#platform/i18n';
import { percent } from '../overview/counts.js';
import type { FrontFacts } from './front.js';
import type { ClassFigures } from './public-figures.repository.js';

const GROUPS = [
  { audience: 'official', icon: 'landmark', tone: '', art: 'course-ai.svg' },
  { audience: 'citizen', icon: 'users', tone: 'success', art: 'course-city.svg' },
  { audience: 'student', icon: 'graduation-cap', tone: 'lamp', art: 'course-city.svg' },
  { audience: 'worker', icon: 'store', tone: 'violet', art: 'course-shop.svg' },
] as const;

/** Words that find something in the catalogue. */
const SEARCHES = ['online-safety', 'ai', 'data'] as const;

export function homeView(facts: FrontFacts, t: Translate) {
  const { enrolled, completed, certified } = totalsOf(facts.classes);
  return {
    searches: SEARCHES.map((name) => ({
      label: t(`reporting.home.search-${name}`),
      href: `/courses?q=${encodeURIComponent(t(`reporting.home.search-${name}-words`))}`,
    })),
    groups: GROUPS.map(({ audience, icon, tone }) => ({
      href: `/courses?audience=${audience}`,
      icon,
      tone,
      title: t(`course.audience.${audience}`),
      text: t(`reporting.home.group-${audience}`),
      courses: facts.courseCounts[audience],
    })),
    measuredAt: facts.at,
    counters: [
      { value: enrolled, label: t('reporting.home.enrolled') },
      {
        value: completed,
        label:
          enrolled === 0
            ? t('reporting.home.completed')
            : t('reporting.home.completed-share', { share: percent(completed, enrolled) }),
      },
      { value: certified, label: t('reporting.home.certified') },
      { value: facts.units, label: t('reporting.home.units') },
    ],
    courseCount: facts.courseCounts.all,
    courses: facts.courses.map((course) => courseCard(course, facts.classes, t)),
  };
}

export function totalsOf(classes: ClassFigures[]) {
  const sum = (name: 'enrolled' | 'completed' | 'certified') =>
    classes.reduce((total, each) => total + each[name], 0);
  return { enrolled: sum('enrolled'), completed: sum('completed'), certified: sum('certified') };
}

function courseCard(course: CatalogueEntry, classes: ClassFigures[], t: Translate) {
  const mine = classes.filter((each) => each.courseSlug === course.slug);
  const { enrolled } = totalsOf(mine);
  const until = mine
    .filter((each) => each.open)
    .map((each) => each.endsOn)
    .sort()[0];
  return {
    href: `/courses/${course.slug}`,
    title: course.title,
    form: t('reporting.home.online'),
    cover: course.cover,
    art: GROUPS.find(({ audience }) => course.audience.includes(audience))?.art ?? 'course-ai.svg',
    audience: course.audience.map((each) => t(`course.audience.${each}`)).join(' · '),
    facts: [
      { icon: 'clock', label: t('course.tiet', { count: course.tiet }) },
      ...(until
        ? [
            {
              icon: 'calendar',
              label: t('reporting.home.until', { day: until.split('-').reverse().join('/') }),
            },
          ]
        : []),
      ...(enrolled > 0 ? [{ icon: 'users', label: t('reporting.home.learners', { count: enrolled }) }] : []),
    ],
  };
}
