import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newVerificationCode } from '../../code/verification-code.js';
import type { CertificateModel } from '../certificate-model.js';
import { faces } from '../font/faces.js';
import { sampleModel } from '../sample-model.js';
import { certificateText } from './certificate-text.js';
import { frame } from './measures.js';
import { layOut, type Sheet } from './sheet.js';

interface Ink {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const SYLLABLES =
  'Nguyễn Ứng dụng nghiệp Phường trưởng ỦY BAN nhân dân Ậ gỹ kỹ năng AI và quyết định số 02/2025/TT-BGDĐT'.split(
    ' ',
  );
/** Text of just under `length` characters. */
const prose = (length: number) =>
  fc
    .array(fc.constantFrom(...SYLLABLES), {
      minLength: Math.ceil(length / 3),
      maxLength: Math.ceil(length / 3),
    })
    .map((words) => {
      let text = words[0]!;
      for (const word of words.slice(1)) if (text.length + word.length < length) text += ` ${word}`;
      return text;
    });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const words = (length: number) => fc.integer({ min: 6, max: length }).chain(prose);

const components = fc.array(
  fc.record({
    code: fc.constant('4.2'),
    name: words(50),
    award: optional(fc.constant({ level: 'bậc 4', rule: 'QC' })),
  }),
  { minLength: 1, maxLength: 6 },
);
const model: fc.Arbitrary<CertificateModel> = fc
  .record({
    issuer: fc.record({ superior: optional(words(80)), name: words(110), certifier: optional(words(120)) }),
    holder: fc.record({
      name: words(60),
      birth: optional(fc.constant({ date: '1987-08-14' })),
      position: optional(words(120)),
      unit: optional(words(140)),
    }),
    course: fc.record({ name: words(150), className: optional(words(40)) }),
    study: fc.record({
      from: optional(fc.constant('2026-04-06')),
      to: optional(fc.constant('2026-06-12')),
      periods: optional(fc.constant(120)),
      form: optional(words(40)),
      result: optional(words(30)),
    }),
    framework: optional(
      components.map((list) => [{ framework: 'Thông tư 02/2025/TT-BGDĐT', components: list }]),
    ),
    place: words(40),
    signatory: fc.record({ position: fc.array(words(80), { minLength: 1, maxLength: 2 }), name: words(60) }),
    serial: words(30),
    registerNumber: words(50),
    verification: fc.record({
      url: fc.constant('https://x'),
      code: fc.constant(newVerificationCode()),
      lookup: optional(words(60)),
    }),
    trial: fc.boolean(),
  })
  .map((fields) => ({ ...sampleModel(), ...fields }));

/** Boxes of what is really inked, line by line. */
function inkOf(sheet: Sheet): Ink[] {
  return sheet.blocks.flatMap(({ lines }) =>
    lines.map(({ line, x, baseline, size, tracking }) => {
      const boxes = line.spans.map((span) => {
        const { top, bottom } = faces[span.face].extent(span.text, size);
        const left = x + span.x;
        return {
          left,
          right: left + faces[span.face].width(span.text, size, tracking),
          top: baseline - top,
          bottom: baseline - bottom,
        };
      });
      return {
        text: line.spans.map(({ text }) => text).join(''),
        left: Math.min(...boxes.map((box) => box.left)),
        right: Math.max(...boxes.map((box) => box.right)),
        top: Math.min(...boxes.map((box) => box.top)),
        bottom: Math.max(...boxes.map((box) => box.bottom)),
      };
    }),
  );
}

function overlaps(boxes: Ink[]): string[] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 0.2 && b.top < a.bottom - 0.2)
      .map((b) => `${a.text} × ${b.text}`),
  );
}

describe('the sheet', () => {
  test('nothing overlaps and nothing leaves the frame, however long or short the facts are', () => {
    fc.assert(
      fc.property(model, (facts) => {
        const sheet = layOut(certificateText(facts));
        const ink = inkOf(sheet);
        const { left, top, width, height } = sheet.qr;
        expect(
          overlaps([...ink, { text: 'QR', left, top, right: left + width, bottom: top + height }]),
        ).toEqual([]);
        for (const box of ink) {
          expect(box.left).toBeGreaterThanOrEqual(frame.left - 1);
          expect(box.right).toBeLessThanOrEqual(frame.right + 4);
          expect(box.top).toBeGreaterThanOrEqual(frame.top - 4);
          expect(box.bottom).toBeLessThanOrEqual(frame.bottom + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the stamp of a trial surrounds its words and nothing else', () => {
    const sheet = layOut(certificateText(sampleModel()));
    const stamp = sheet.trialStamp!;
    const inside = inkOf(sheet).filter(
      (box) =>
        box.top < stamp.top + stamp.height &&
        box.bottom > stamp.top &&
        box.left < stamp.left + stamp.width &&
        box.right > stamp.left,
    );
    expect(inside.map(({ text }) => text)).toEqual(['Bản thử, chưa có giá trị pháp lý']);
    expect(inside[0]!.left).toBeGreaterThan(stamp.left + 6);
    expect(inside[0]!.right).toBeLessThan(stamp.left + stamp.width - 6);
    expect(layOut(certificateText({ ...sampleModel(), trial: false })).trialStamp).toBeUndefined();
  });

  test('the numbers stand beside the middle of the QR', () => {
    for (const lookup of [undefined, 'hocvuso.example/tra-cuu']) {
      const model = sampleModel();
      const sheet = layOut(certificateText({ ...model, verification: { ...model.verification, lookup } }));
      const beside = inkOf(sheet).filter(({ left }) => left === sheet.qr.left + sheet.qr.width + 14);
      const middle = (beside[0]!.top + beside.at(-1)!.bottom) / 2;
      expect(Math.abs(middle - (sheet.qr.top + sheet.qr.height / 2))).toBeLessThan(2);
    }
  });

  test('a usual certificate is set at full size', () => {
    const sizes = layOut(certificateText(sampleModel())).blocks.map(({ lines }) => lines[0]!.size);
    expect(sizes).toEqual(expect.arrayContaining([44, 38, 21, 14.2, 12]));
  });

  test('missing fields close up: the lines left keep even gaps', () => {
    const bare = { ...sampleModel(), holder: { name: 'Y Bhăm' }, study: {}, framework: undefined };
    const baselines = layOut(certificateText(bare))
      .blocks.map(({ lines }) => lines[0]!.baseline)
      .slice(4, 9);
    const gaps = baselines.slice(1).map((baseline, i) => baseline - baselines[i]!);
    expect(Math.max(...gaps)).toBeLessThan(Math.min(...gaps) * 2.6);
  });

  test('refuses facts that no size makes fit', () => {
    const long = 'Nghiệp vụ '.repeat(29).trim();
    const endless = {
      ...sampleModel(),
      holder: { name: long, position: long, unit: long },
      course: { name: long },
    };
    expect(() => layOut(certificateText(endless))).toThrow(
      expect.objectContaining({ code: 'certificate.does-not-fit' }),
    );
  });
});
