import type { Translate } from '#platform/i18n';
import { pagesOf } from '#platform/views';
import { AUDIENCES, type Audience } from '../version/course-facts.js';
import type { CatalogueQuery } from './catalogue.input.js';
import { type CatalogueEntry, type CatalogueResult, PAGE_SIZE } from './course-catalogue.js';

type Counts = Record<Audience, number> & { all: number };

/** What `course/catalogue/index` shows. */
export function catalogueView(query: CatalogueQuery, result: CatalogueResult, counts: Counts, t: Translate) {
  const href = (changes: Partial<CatalogueQuery>) => addressOf({ ...query, page: 1, ...changes });
  const groups = [null, ...AUDIENCES].map((audience) => ({
    label: t(audience ? `course.audience.${audience}` : 'course.audience.all'),
    href: href({ audience }),
    count: counts[audience ?? 'all'],
    current: audience === query.audience,
  }));
  return {
    q: query.q,
    audience: query.audience,
    groups,
    nearest: result.nearest,
    found: result.total,
    courses: result.entries.map((entry) => cardOf(entry, t)),
    isEmpty: result.entries.length === 0,
    everything: '/courses',
    paging: pagesOf(result.nearest ? result.entries.length : result.total, PAGE_SIZE, query.page, (page) =>
      href({ page }),
    ),
  };
}

/** What `ui/course-card` shows of a course. */
export function cardOf(entry: CatalogueEntry, t: Translate) {
  return {
    href: `/courses/${entry.slug}`,
    title: entry.title,
    image: entry.cover,
    audience: entry.audience.map((each) => t(`course.audience.${each}`)).join(' · '),
    facts: [
      { icon: 'clock', label: t('course.tiet', { count: entry.tiet }) },
      { icon: 'book-open', label: t('course.lessons', { count: entry.lessons }) },
    ],
  };
}

function addressOf({ q, audience, page }: CatalogueQuery): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (audience) query.set('audience', audience);
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return text ? `/courses?${text}` : '/courses';
}
