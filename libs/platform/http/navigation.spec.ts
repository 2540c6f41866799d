import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor, Role } from './actor.js';
import { landingFor, navigationFor, registerNavigation } from './navigation.js';

const somebody = (...roles: Role[]): Actor => ({
  ...{ accountId: 'a', sessionId: 's', name: 'Phạm Thị Hồng Nhung', locale: 'vi' as const },
  grants: roles.map((role) => ({ role, unitId: 'u', unitPath: 'vn' })),
});
/** Links as their addresses, menus as lists of addresses. */
const shown = (actor: Actor | null) =>
  navigationFor(actor).map((entry) => ('items' in entry ? entry.items.map(({ href }) => href) : entry.href));

beforeAll(() => {
  const learning = { group: 'nav.learning', roles: ['learner' as const] };
  const training = { group: 'nav.training', roles: ['programme-admin' as const] };
  registerNavigation(
    { href: '/courses', label: 'c', order: 1 },
    { href: '/my-learning', label: 'm', order: 2, ...learning, landing: ['learner'] },
    { href: '/programmes', label: 'p', order: 3, ...training },
    { href: '/certificates', label: 'w', order: 4, ...learning },
    { href: '/classes', label: 'l', order: 5, ...training },
    { href: '/banks', label: 'b', order: 6, group: 'nav.authoring', roles: ['author'], landing: ['author'] },
    { href: '/admin/units', label: 'u', order: 7, roles: ['author', 'programme-admin'] },
    { href: '/admin/accounts', label: 'a', order: 8, roles: ['programme-admin'] },
  );
});

describe('the header', () => {
  test('shows what fits side by side', () => {
    expect(shown(null)).toEqual(['/courses']);
    expect(shown(somebody('learner'))).toEqual(['/courses', '/my-learning', '/certificates']);
    expect(shown(somebody('programme-admin'))).toEqual(['/courses', '/programmes', '/classes', '/admin']);
  });

  test('makes menus of what belongs together when it gets long, each where its first entry stands', () => {
    expect(shown(somebody('learner', 'programme-admin'))).toEqual([
      '/courses',
      ['/my-learning', '/certificates'],
      ['/programmes', '/classes'],
      '/admin',
    ]);
  });

  test('keeps an entry that is alone in its menu by itself, and the only page of administration too', () => {
    expect(shown(somebody('learner', 'author'))).toEqual([
      '/courses',
      ['/my-learning', '/certificates'],
      '/banks',
      '/admin/units',
    ]);
  });
});

test('work begins where the office is, and with learning where there is none', () => {
  expect(landingFor(somebody('learner'))).toBe('/my-learning');
  expect(landingFor(somebody('learner', 'author'))).toBe('/banks');
  expect(landingFor(somebody('programme-admin'))).toBe('/');
});
