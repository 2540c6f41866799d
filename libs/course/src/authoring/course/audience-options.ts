import type { Translate } from '#platform/i18n';
import { AUDIENCES } from '../../version/course-facts.js';

/** Boxes of «who is it for»; `chosen` is what the form sent: one value, several or none. */
export function audienceOptions(chosen: unknown, t: Translate) {
  const given = [chosen ?? []].flat();
  return AUDIENCES.map((value) => ({
    value,
    label: t(`course.audience.${value}`),
    checked: given.includes(value),
  }));
}
