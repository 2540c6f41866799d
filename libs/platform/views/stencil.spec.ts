import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Catalogue } from '#platform/i18n';
import { newMarks, Stencil, Views } from './index.js';

const REQUEST = { csrf: 'token-of-this-session', nonce: 'n0nce' };

describe('a stencil', () => {
  test('reads, for every reader, as if it had been rendered for them', () => {
    const marks = newMarks('mine', 'last');
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('$&', '$1', ...Object.values(marks)),
      fc.constantFrom(...Object.keys(marks)),
    );
    const values = fc.record({ mine: fc.uuid(), last: fc.uuid() });
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.array(values, { maxLength: 4 }),
        (pieces, readers) => {
          const stencil = new Stencil(pieces.join(''), marks);
          for (const reader of readers) {
            const whose: Record<string, string> = { ...reader, ...REQUEST, content: '<p>$& & co</p>' };
            const nameOf = (each: string) => Object.entries(marks).find(([, mark]) => mark === each)?.[0];
            const expected = pieces.map((each) => whose[nameOf(each) ?? ''] ?? each).join('');
            expect(stencil.with(reader).html(REQUEST, '<p>$& & co</p>')).toBe(expected);
          }
        },
      ),
    );
  });

  test('fills values as text', () => {
    const marks = newMarks('mine');
    const html = new Stencil(`<a href="${marks.mine}">`, marks).with({ mine: '"><script>' }).html(REQUEST);
    expect(html).toBe('<a href="&quot;&gt;&lt;script&gt;">');
  });

  test('asks the request for nothing that has no place in it', () => {
    const request = {
      get csrf(): string {
        throw new Error('A visitor would get a cookie for nothing');
      },
      nonce: '',
    };
    expect(new Stencil('<p>Chào</p>', newMarks()).with({}).html(request)).toBe('<p>Chào</p>');
  });

  test('marks cannot be known before, so nobody can write one', () => {
    expect(newMarks('mine').mine).not.toBe(newMarks('mine').mine);
    expect(newMarks('mine').mine).toMatch(/^mine-[\w-]{16,}$/);
  });
});

describe('a view kept for many', () => {
  const views = new Views(new Catalogue());

  test('carries the token of each reader’s own session', () => {
    const marks = newMarks();
    const action = { href: '/x', post: true, label: 'Vào học' };
    const kept = views.stencil('enrolment/learning/action', { action }, 'vi', marks);
    expect(kept.with({}).html(REQUEST)).toContain('name="_csrf" value="token-of-this-session"');
    expect(kept.with({}).html({ ...REQUEST, csrf: 'another' })).toContain('name="_csrf" value="another"');
  });

  test.each(['layout/site-header', 'layout/account-links', 'layout/flash'])(
    'may not be %s, which shows who reads',
    (view) => {
      expect(() => views.stencil(view, {}, 'vi', newMarks())).toThrow(/shown to many alike/);
    },
  );
});
