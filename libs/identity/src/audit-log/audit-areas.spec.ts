import { expect, test } from '@jest/globals';
import { loadMessages } from '#platform/i18n';
import { AREAS } from './audit-areas.js';

/** Words about what an act was done to, and with what: `audit.<detail>.<value>`. */
const NO_ACTS = ['subject', 'detail', 'fields', 'way', 'purposes', 'channel', 'use'];

test('every act that has words is found in an area, and every area has words and acts', () => {
  const words = loadMessages('vi');
  const acts = Object.keys(words)
    .filter((key) => key.startsWith('audit.'))
    .map((key) => key.slice('audit.'.length))
    .filter((act) => !NO_ACTS.includes(act.split('.')[0]!));
  const beginnings = Object.values(AREAS).flat();
  expect(acts.filter((act) => !beginnings.some((each) => act.startsWith(each)))).toEqual([]);
  for (const [area, begin] of Object.entries(AREAS)) {
    expect(words).toHaveProperty([`identity.audit.context.${area}`]);
    expect([area, acts.some((act) => begin.some((each) => act.startsWith(each)))]).toEqual([area, true]);
  }
});
