import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { proofModel } from '../../template/proof/proof-cases.js';
import { READY_TEMPLATES, readyTemplate } from '../../template/ready-templates.js';
import type { CertificateModel } from '../certificate-model.js';
import { faces } from '../font/faces.js';
import type { Sheet } from '../page/sheet.js';
import { sampleModel } from '../sample-model.js';
import { layOutTemplate } from './lay-out-template.js';
import { prepareTemplate } from './prepared-template.js';
import { templateDocument } from './template-document.js';

const ready = Object.fromEntries(READY_TEMPLATES.map((name) => [name, prepareTemplate(readyTemplate(name))]));
const bilingual = Object.fromEntries(
  READY_TEMPLATES.map((name) => [name, prepareTemplate({ ...readyTemplate(name), bilingual: true })]),
);

interface Ink {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function inkOf(sheet: Sheet): Ink[] {
  return sheet.blocks.flatMap(({ lines }) =>
    lines.flatMap(({ line, x, baseline, size, tracking }) =>
      line.spans.map((span) => {
        const { top, bottom } = faces[span.face].extent(span.text, size);
        const left = x + span.x;
        const right = left + faces[span.face].width(span.text.trimEnd(), size, tracking);
        return { text: span.text, left, right, top: baseline - top, bottom: baseline - bottom };
      }),
    ),
  );
}

function overlaps(boxes: Ink[]): string[] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter(
        (b) =>
          a.left < b.right - 0.5 &&
          b.left < a.right - 0.5 &&
          a.top < b.bottom - 0.4 &&
          b.top < a.bottom - 0.4,
      )
      .map((b) => `${a.text} × ${b.text}`),
  );
}

const SYLLABLES = 'Nguyễn Ứng dụng nghiệp Phường trưởng Ậ gỹ kỹ năng AI và quyết định số'.split(' ');
const words = (most: number) =>
  fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 40 }).map((list) => {
    let text = list[0]!;
    for (const word of list.slice(1)) if (text.length + word.length < most) text += ` ${word}`;
    return text;
  });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const sample = sampleModel();
const models: fc.Arbitrary<CertificateModel> = fc
  .record({
    name: words(60),
    superior: optional(words(60)),
    issuer: words(80),
    birth: optional(fc.constantFrom({ date: '1987-08-14' }, { year: 1961 })),
    position: optional(words(60)),
    unit: optional(words(80)),
    course: words(110),
    result: optional(words(20)),
    skills: fc.integer({ min: 0, max: 12 }),
    trial: fc.boolean(),
  })
  .map(({ name, superior, issuer, birth, position, unit, course, result, skills, trial }) => ({
    ...sample,
    issuer: { ...sample.issuer, name: issuer, ...(superior ? { superior } : {}) },
    holder: {
      name,
      ...(birth ? { birth } : {}),
      ...(position ? { position } : {}),
      ...(unit ? { unit } : {}),
    },
    course: { name: course },
    study: { ...sample.study, ...(result ? { result } : {}) },
    framework: [
      {
        framework: 'TT 02',
        components: Array.from({ length: skills }, (_, i) => ({
          code: `1.${i}`,
          name: 'Tương tác thông qua công nghệ số',
        })),
      },
    ],
    trial,
  }));

describe.each(READY_TEMPLATES)('the ready design %s', (name) => {
  test.each([
    ['in Vietnamese', ready],
    ['in two languages', bilingual],
  ])('%s: nothing overlaps, nothing leaves the page', (_, templates) => {
    const template = templates[name]!;
    fc.assert(
      fc.property(models, (model) => {
        const sheet = layOutTemplate(template, model);
        const ink = inkOf(sheet);
        const { left, top, width, height } = sheet.qr;
        expect(
          overlaps([...ink, { text: 'QR', left, top, right: left + width, bottom: top + height }]),
        ).toEqual([]);
        for (const box of ink) {
          expect(Math.min(box.left, box.top)).toBeGreaterThan(30);
          expect(box.right).toBeLessThan(sheet.width - 30);
          expect(box.bottom).toBeLessThan(sheet.height - 30);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('takes any number of levels up to all 24, with short and long names: nothing is cut, nothing overlaps', () => {
    const [all] = proofModel('many-skills').framework!;
    for (const person of ['usual', 'long-name'] as const)
      for (const count of [1, 3, 4, 6, 7, 16, 17, 24])
        for (const template of [ready[name]!, bilingual[name]!]) {
          const framework = [{ ...all!, components: all!.components.slice(0, count) }];
          const sheet = layOutTemplate(template, { ...proofModel(person), framework });
          expect(overlaps(inkOf(sheet))).toEqual([]);
          if (name !== 'skills' && name !== 'completion') continue;
          const said = inkOf(sheet)
            .map(({ text }) => text)
            .join(' ')
            .replace(/\s+/g, ' ');
          for (const { award } of framework[0]!.components)
            expect(said).toContain(award!.level.split(',')[0]);
          expect(said).toContain('Mã minh chứng');
          expect(said).toContain('ngưỡng minh họa');
        }
  });

  test('takes a name of 120 letters with a position, a long unit and a course in both languages', () => {
    const longest = proofModel('long-name');
    const name120 =
      `${longest.holder.name} Trang Lê Trần Phạm Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý An Bình Chi`.slice(0, 120);
    for (const template of [ready[name]!, bilingual[name]!]) {
      const ink = inkOf(
        layOutTemplate(template, { ...longest, holder: { ...longest.holder, name: name120 } }),
      );
      expect(overlaps(ink)).toEqual([]);
      const said = ink
        .map(({ text }) => text)
        .join(' ')
        .replace(/\s+/g, ' ');
      expect(said).toContain(name120);
    }
  });

  test('promises no list of skills where the course has none', () => {
    const said = inkOf(layOutTemplate(bilingual[name]!, { ...sample, framework: [] }))
      .map(({ text }) => text)
      .join(' ');
    expect(said).not.toMatch(/sau đây|these digital competences/);
  });

  test('a longer name is never set larger, down to the floor, then on two lines', () => {
    const template = ready[name]!;
    const floor = template.texts.find(({ element }) => element.id === 'name')!.element.smallest;
    const setOf = (length: number) => {
      const holder = { ...sample.holder, name: 'Nghiêm '.repeat(12).slice(0, length).trim() };
      const sheet = layOutTemplate(template, { ...sample, holder });
      return sheet.blocks.find(({ lines }) =>
        lines.some(({ line }) => line.spans.some(({ text }) => text.startsWith('Nghiêm'))),
      )!.lines;
    };
    let before = Number.POSITIVE_INFINITY;
    for (let length = 6; length <= 76; length++) {
      const lines = setOf(length);
      expect(lines[0]!.size).toBeLessThanOrEqual(before);
      expect(lines[0]!.size).toBeGreaterThanOrEqual(floor);
      if (lines.length > 1) expect(lines[0]!.size).toBeCloseTo(floor, 5);
      expect(lines.length).toBeLessThanOrEqual(2);
      before = lines[0]!.size;
    }
  });
});

describe('a template', () => {
  const plain = {
    ...readyTemplate('completion'),
    elements: readyTemplate('completion').elements.filter(({ type }) => type !== 'notice'),
  };

  test('says that a trial is one, also when it left no place for it', () => {
    const said = (trial: boolean) =>
      JSON.stringify(layOutTemplate(prepareTemplate(plain), { ...sample, trial }).blocks);
    expect(said(true)).toContain('Bản thử, chưa có giá trị pháp lý');
    expect(said(false)).not.toContain('Bản thử');
  });

  test('names what does not fit, and takes the title from the issuer alone', () => {
    const elements = plain.elements.map((each) =>
      each.id === 'course' && each.type === 'text' ? { ...each, flow: false, smallest: 18, height: 6 } : each,
    );
    const long = { ...sample, course: { name: 'Nghiệp vụ '.repeat(25).trim() } };
    expect(() => layOutTemplate(prepareTemplate({ ...plain, elements }), long)).toThrow(
      expect.objectContaining({ code: 'certificate.does-not-fit', params: { element: 'course' } }),
    );
    expect(() => layOutTemplate(ready['skills']!, { ...sample, title: 'authorised-certificate' })).toThrow(
      'certificate.issuer-not-authorised',
    );
    const [left, right] = plain.elements.filter(({ type }) => type === 'text');
    const split = [
      { ...left, text: 'CHỨNG' },
      { ...right, text: 'CHỈ' },
    ] as typeof plain.elements;
    expect(() => prepareTemplate({ ...plain, elements: split })).toThrow('certificate.template.title-fixed');
  });

  test.each([
    ['outside the page', { x: 290 }, 'certificate.template.outside'],
    ['a QR too small for a camera', { width: 10 }, 'certificate.template.qr-small'],
  ])('%s is refused', (_, change, message) => {
    const elements = plain.elements.map((each) => (each.type === 'qr' ? { ...each, ...change } : each));
    const refused = templateDocument.safeParse({ ...plain, elements });
    expect(refused.error?.issues.map((issue) => issue.message)).toContain(message);
  });
});
