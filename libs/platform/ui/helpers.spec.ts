import { describe, expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { registerHelpers } from './helpers.js';

const hb = Handlebars.create();
registerHelpers(hb, {
  t: (locale, key, params) => `${locale}:${key}:${JSON.stringify(params)}`,
  asset: (name) => `/assets/${name}`,
});
hb.registerPartial('ui/link', hb.compile('<a href="{{href}}">{{label}}</a>'));
hb.registerPartial('ui/frame', hb.compile('<div title="{{title}}">{{> @partial-block}}</div>'));
hb.registerPartial('ui/maybe', hb.compile('<p>{{text}}{{#> @partial-block}}alone{{/@partial-block}}</p>'));
hb.registerPartial('layout/page', hb.compile('<main>{{> ui/maybe text="flash"}}{{> @partial-block}}</main>'));

const ctx = { locale: 'vi', nonce: 'n0', csrf: 'tok"en', now: '2026-05-22T03:42:36Z' };
const render = (source: string, model: object = {}) => hb.compile(source)({ ...model, ctx });

describe('helpers', () => {
  test('translate with the locale of the page', () => {
    expect(render('{{t "a.b" count=3}}')).toBe('vi:a.b:{&quot;count&quot;:3}');
  });

  test('escape what they put into attributes', () => {
    expect(render('{{csrf}}')).toBe('<input type="hidden" name="_csrf" value="tok&quot;en">');
    expect(render('{{icon "check" class="a\\"b"}}')).not.toContain('class="icon a"b"');
    expect(render('{{attrs (obj data-x=value)}}', { value: '"><script>' })).toBe(
      'data-x="&quot;&gt;&lt;script&gt;"',
    );
  });

  test('attrs refuses handlers and inline style, and stamps the nonce on htmx attributes only', () => {
    expect(() => render('{{attrs (obj onclick="x")}}')).toThrow('onclick');
    expect(() => render('{{attrs (obj style="x")}}')).toThrow('style');
    expect(render('{{attrs (obj hx-get="/x" hidden=true disabled=false)}}')).toBe(
      'hidden hx-get="/x" hx-nonce="n0"',
    );
    expect(render('{{attrs (obj data-y=1)}}')).toBe('data-y="1"');
    expect(render('{{attrs nothing}}')).toBe('');
  });

  test('text is escaped, sanitised rich text is not', () => {
    expect(render('{{html}}', { html: '<b>x</b>' })).toBe('&lt;b&gt;x&lt;/b&gt;');
    expect(render('{{richtext html}}', { html: '<b>x</b>' })).toBe('<b>x</b>');
    expect(render('{{json-attr value}}', { value: { a: '"' } })).not.toContain('"');
  });

  test('logic', () => {
    expect(render('{{#if (and a b)}}yes{{else}}no{{/if}}', { a: 1, b: [] })).toBe('no');
    expect(render('{{or a b}}', { a: '', b: 'b' })).toBe('b');
    expect(render('{{default a 5}}', { a: 0 })).toBe('0');
    expect(render('{{default a 5}}')).toBe('5');
    expect(render('{{#times 3}}{{@number}}{{#unless @last}},{{/unless}}{{/times}}')).toBe('1,2,3');
    expect(render('{{add 1 2 3}} {{concat "a" 1 "b"}} {{share 1 3}}')).toBe('6 a1b 33.33');
  });
});

describe('components', () => {
  test('see only what they are given', () => {
    expect(render('{{#each rows}}{{> ui/link label="x"}}{{/each}}', { rows: [{ href: '/leak' }] })).toBe(
      '<a href="">x</a>',
    );
  });

  test('take a whole object through props, single fields win', () => {
    expect(render('{{> ui/link props=row label="mine"}}', { row: { href: '/r', label: 'theirs' } })).toBe(
      '<a href="/r">mine</a>',
    );
  });

  test('their block still sees the page; for `../` the component counts as one level', () => {
    expect(render('{{#> ui/frame title="t"}}{{name}}{{/ui/frame}}', { name: 'Nhung' })).toBe(
      '<div title="t">Nhung</div>',
    );
    expect(
      render('{{#each rows}}{{#> ui/frame title="t"}}{{name}}{{../../sep}}{{/ui/frame}}{{/each}}', {
        rows: [{ name: 'a' }, { name: 'b' }],
        sep: '.',
      }),
    ).toBe('<div title="t">a.</div><div title="t">b.</div>');
  });

  test('one called without a block never shows the block around it', () => {
    expect(render('{{#> layout/page}}body{{/layout/page}}')).toBe('<main><p>flashalone</p>body</main>');
    expect(render('{{#> ui/maybe text="x"}}own{{/ui/maybe}}')).toBe('<p>xown</p>');
  });
});
