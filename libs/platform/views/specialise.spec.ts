import { describe, expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { specialise } from './specialise.js';

const words: Record<string, Record<string, string>> = {
  vi: { save: 'Lưu & gửi', left: 'Còn {n}' },
  en: { save: 'Save & send', left: '{n} left' },
};

function environment() {
  const asked: string[] = [];
  const hb = Handlebars.create();
  hb.registerHelper({
    t: (key: string, options: Handlebars.HelperOptions) => {
      asked.push(key);
      return words[options.data.root.ctx.locale]![key]!.replace('{n}', options.hash.n);
    },
    icon: (name: string, options: Handlebars.HelperOptions) => {
      asked.push(name);
      return new Handlebars.SafeString(`<svg class="${options.hash.class}">${name}</svg>`);
    },
    concat: (a: string, b: string) => a + b,
  });
  hb.registerPartial('button', '<button>{{label}}</button>');
  const render = (program: string | hbs.AST.Program, locale: string, model: object) =>
    hb.compile(program)({ ...model, ctx: { locale } });
  return { hb, asked, render };
}

describe('a template in one language', () => {
  const SAME = [
    '{{t "save"}}',
    '<p title="{{t "left" n=3}}">{{icon "check" class="big"}}</p>',
    '{{#if on}}{{t "save"}}{{else}}{{t "left" n=2}}{{/if}}',
    '{{> button label=(t "save")}}{{> button label=(concat (t "save") "!")}}',
    '{{#each list}} {{this}}{{t "save"}} {{/each}}',
    '  {{t "save"}}  \n  {{~t "save"~}}  \n{{#if on}}\n  {{t "save"}}\n{{/if}}\n',
  ];
  const model = { on: true, list: ['a', 'b'] };

  test.each(SAME)('reads as before without asking again: %j', (source) => {
    const { hb, asked, render } = environment();
    for (const locale of ['vi', 'en']) {
      const program = specialise(hb, source, locale);
      const expected = render(source, locale, model);
      asked.length = 0;
      expect(render(program, locale, model)).toBe(expected);
      expect(asked).toEqual([]);
    }
  });

  test('escapes words, and pictures not', () => {
    const { hb, render } = environment();
    const html = render(specialise(hb, '{{t "save"}}{{icon "x" class="y"}}', 'vi'), 'vi', {});
    expect(html).toBe('Lưu &amp; gửi<svg class="y">x</svg>');
  });

  test('leaves what depends on the page', () => {
    const { hb, render } = environment();
    const program = specialise(hb, '{{t key}} {{t "left" n=count}}', 'en');
    expect(render(program, 'en', { key: 'save', count: 7 })).toBe('Save &amp; send 7 left');
  });
});
