import { describe, expect, test } from '@jest/globals';
import { parse } from 'node-html-parser';
import { Random } from '../random/random.js';
import { examplesOf } from './examples.js';
import { questionType, questionTypeCodes } from './index.js';
import { Form } from './testing/form.js';
import { TELLING, telling } from './testing/telling.js';

const ATTEMPTS = 400;
const seeded = (seed: number) => new Random(seed.toString(16).padStart(32, '0'));
const everyExample = questionTypeCodes.flatMap((code) =>
  examplesOf(code).map((example, index) => ({
    name: `${code}, example ${index + 1}`,
    type: questionType(code),
    example,
  })),
);
/** Everything of a form but its words: names, values and whatever else a browser gets. */
const skeleton = (html: string) =>
  parse(html)
    .querySelectorAll('input, select, option, label, span, foreignObject')
    .map(({ tagName, attributes }) => {
      const { x, y, width, height, ...rest } = attributes;
      return [tagName, rest];
    });

describe('what a learner gets tells nothing of the order in which the author wrote', () => {
  test.each(everyExample)('$name', ({ type, example }) => {
    const bodies = [example.body, telling(example.body), telling(example.body, true)].map((body) =>
      type.body.parse(body),
    );
    const first = skeleton(Form.of(type, bodies[0], type.order(bodies[0], seeded(0))).html);
    for (let seed = 0; seed < 40; seed++)
      for (const body of bodies) {
        const { html } = Form.of(type, body, type.order(body, seeded(seed)));
        expect(html).not.toContain(TELLING);
        expect(skeleton(html)).toEqual(first);
      }
  });

  test.each(
    everyExample.filter(({ type }) =>
      ['single', 'multiple', 'gap-select', 'drag-words', 'matching', 'drag-onto-picture'].includes(type.code),
    ),
  )('$name: the right answer stands at every place equally often', ({ type, example }) => {
    const body = type.body.parse(example.body);
    const counts = new Map<string, Map<string, number>>();
    for (let seed = 0; seed < ATTEMPTS; seed++) {
      const form = Form.of(type, body, type.order(body, seeded(seed)), type.right(body));
      for (const text of form.filled()) {
        const at = text.indexOf('=');
        const places = counts.get(text.slice(0, at)) ?? new Map<string, number>();
        counts.set(text.slice(0, at), places);
        places.set(text.slice(at + 1), (places.get(text.slice(at + 1)) ?? 0) + 1);
      }
    }
    for (const places of [...counts.values()].map((each) => [...each.values()])) {
      const mean = places.reduce((sum, count) => sum + count, 0) / places.length;
      expect(places.length).toBeGreaterThan(1);
      for (const count of places) expect(Math.abs(count - mean)).toBeLessThan(5 * Math.sqrt(mean));
    }
  });

  test('areas of a picture are numbered as one reads it, whoever wrote them in whatever order', () => {
    const type = questionType('hotspot');
    for (const { body } of examplesOf('hotspot')) {
      const [one, other] = [body, telling(body, true)].map((given) => type.body.parse(given));
      const html = (given: unknown) => Form.of(type, given, type.order(given, seeded(1))).html;
      expect(html(one)).toBe(html(other));
    }
  });

  test('rows named as choices are numbered do not order the choices', () => {
    const type = questionType('matching');
    const texts = ['a', 'b', 'c', 'd', 'e', 'f'];
    const body = type.body.parse({
      rows: texts.map((text, index) => ({ id: `${index + 1}`, text, match: `x${index}` })),
      choices: texts.map((text, index) => ({ id: `x${index}`, text })),
    });
    const together = Array.from({ length: 60 }, (_, seed) => {
      const filled = Form.of(type, body, type.order(body, seeded(seed)), type.right(body)).filled();
      return filled.every((text) => text.split('=')[0] === text.split('=')[1]);
    });
    expect(together.filter(Boolean).length).toBeLessThan(5);
  });
});
