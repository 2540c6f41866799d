import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { EXAMPLE_PICTURE } from '../question-types/examples.js';
import { allExamples } from './examples.testing.js';
import { formatNames } from './formats.js';
import { FileRefused, type FoundItem } from './item.js';
import { writePackage } from './package/write-package.js';
import { outgoing, pngOf } from './pictures.testing.js';
import { readQuestions } from './read-questions.js';
import { recognisedFormat } from './recognise.js';
import { writeQuestions } from './write-questions.js';

const PICTURES = outgoing({ [EXAMPLE_PICTURE]: pngOf(640, 360) });
const few = allExamples().filter(({ externalId }) => externalId.endsWith('-1'));
const good = async (format: string) => (await writeQuestions(format, few, PICTURES)).file;

/** What becomes of a file: how many items come in, or the code of its refusal. Anything else thrown is a crash. */
async function outcome(format: string, file: Buffer): Promise<string | number> {
  const found = await readQuestions(format, file).catch((error: unknown) => {
    if (!(error instanceof FileRefused)) throw error;
    return error.code;
  });
  if (typeof found === 'string') return found;
  for (const { question, reason } of found as FoundItem[]) expect(question === null).toBe(reason !== null);
  return found.filter(({ question }) => question).length;
}

describe.each(formatNames)('%s', (format) => {
  test('cut off anywhere', async () => {
    const file = await good(format);
    const whole = (await outcome(format, file)) as number;
    const cuts = Array.from({ length: 24 }, (_, n) => Math.floor((file.length * n) / 24));
    for (const cut of cuts) {
      const left = await outcome(format, file.subarray(0, cut));
      // A text that ends early may still hold questions; a package or document that does is none.
      if (['gift', 'aiken'].includes(format)) expect(Number(left) || 0).toBeLessThanOrEqual(whole);
      else expect(left).toEqual(expect.any(String));
    }
  });

  test('single bytes spoilt', async () => {
    const file = await good(format);
    for (let n = 0; n < 60; n += 1) {
      const spoilt = Buffer.from(file);
      const at = Math.floor((file.length * n) / 60);
      spoilt[at] = spoilt[at]! ^ 0xff;
      await outcome(format, spoilt);
    }
  });

  test('files of the other formats, and of none', async () => {
    const others = formatNames.filter((other) => other !== format && !(isQti(other) && isQti(format)));
    for (const other of others) {
      const left = await outcome(format, await good(other));
      // Both are texts that anything could be; what is no question of theirs is none.
      expect([
        0,
        'no-items',
        'not-utf-8',
        'xml-not-well-formed',
        'not-a-workbook',
        'no-manifest',
        'zip-damaged',
        'file-empty',
        'xml-doctype',
        'not-moodle-xml',
      ]).toContain(left);
    }
    for (const content of [
      Buffer.alloc(0),
      Buffer.alloc(5000),
      pngOf(40, 30),
      Buffer.from('%PDF-1.7\n%âãÏÓ'),
    ])
      expect([0, expect.any(String)]).toContainEqual(await outcome(format, content));
  });
});

const isQti = (format: string): boolean => format.startsWith('qti');

describe('XML that means harm', () => {
  const twins = {
    'one entity of many': `<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz>&b;</quiz>`,
    'a file of the server': `<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question>&x;</question></quiz>`,
    'a document type from elsewhere': `<!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/x.dtd"><quiz/>`,
  };
  test.each(Object.entries(twins))('%s is refused before it is read', async (_, xml) => {
    expect(await outcome('moodle-xml', Buffer.from(xml))).toBe('xml-doctype');
    const asItem = xml.replaceAll('quiz', 'assessmentItem');
    expect(await outcome('qti21', Buffer.from(asItem))).toBe('xml-doctype');
    const manifest = xml.replaceAll('quiz', 'manifest');
    expect(await outcome('qti30', await writePackage([['imsmanifest.xml', manifest]]))).toBe('xml-doctype');
  });

  test('an entity that nobody declared, and elements without end', async () => {
    expect(await outcome('moodle-xml', Buffer.from('<quiz>&x;</quiz>'))).toBe('xml-not-well-formed');
    const deep = `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`;
    expect(await outcome('moodle-xml', Buffer.from(`<quiz>${deep}</quiz>`))).toBe('xml-too-deep');
  });
});

describe('packages that mean harm', () => {
  const manifest =
    '<manifest><resources><resource type="imsqti_item_xmlv3p0" href="a.xml"/></resources></manifest>';

  test('what swells, in one file or in many', async () => {
    const one = await writePackage([
      ['imsmanifest.xml', manifest],
      ['a.xml', Buffer.alloc(30_000_000)],
    ]);
    // The end of the directory says how many entries there are, twice.
    const many = Buffer.from(await writePackage([['imsmanifest.xml', manifest]]));
    for (const at of [14, 12]) many.writeUInt16LE(40_001, many.length - at);
    for (const file of [one, many])
      for (const format of ['qti21', 'qti30']) expect(await outcome(format, file)).toBe('zip-bomb');
    expect(await recognisedFormat(one)).toBeNull();
  });

  test('a size that is not true', async () => {
    const file = await writePackage([
      ['imsmanifest.xml', manifest],
      ['a.xml', Buffer.alloc(900_000, 32)],
    ]);
    // The sizes of the last entry, in its own header and in the directory at the end, say that it is small.
    const lying = Buffer.from(file);
    for (let at = 0; at < lying.length - 4; at += 1)
      if (lying.readUInt32LE(at) === 900_000) lying.writeUInt32LE(90, at);
    expect(lying.equals(file)).toBe(false);
    expect([1, 0, 'zip-damaged']).toContain(await outcome('qti30', lying));
    expect(
      (await readQuestions('qti30', lying).catch(() => [])).every(({ question }) => question === null),
    ).toBe(true);
  });

  test('a package in a package, and a picture that is something else', async () => {
    const inner = await good('qti30');
    const file = await writePackage([
      ['imsmanifest.xml', manifest],
      ['a.xml', inner],
    ]);
    expect(await readQuestions('qti30', file)).toMatchObject([
      { question: null, reason: { code: 'not-utf-8' } },
    ]);
    const [hotspot] = few.filter(({ type }) => type === 'hotspot');
    const plain = {
      ...hotspot!,
      body: JSON.parse(JSON.stringify(hotspot!.body, (key, each) => (key === 'feedback' ? undefined : each))),
    };
    for (const content of [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      deflateRawSync(Buffer.alloc(900)),
      Buffer.from('<html>'),
    ]) {
      const written = await writeQuestions('qti30', [plain], outgoing({ [EXAMPLE_PICTURE]: content }));
      expect(await readQuestions('qti30', written.file)).toMatchObject([
        { question: null, reason: { code: 'assessment.picture-type' } },
      ]);
    }
  });
});

test('ten thousand questions are read while others get their turn; one more is too many', async () => {
  const lines = Array.from({ length: 10_000 }, (_, n) => `::m-${n}::Câu ${n}?{=Đúng ~Sai}\n`);
  const seen: string[] = [];
  let turns = 0;
  const others = setInterval(() => (turns += 1), 1);
  const found = await readQuestions('gift', Buffer.from(lines.join('\n')), async (done, total) => {
    seen.push(`${done}/${total}`);
  });
  clearInterval(others);
  expect(found.filter(({ question }) => question)).toHaveLength(10_000);
  expect([seen[0], seen[1], seen.at(-1), seen.length]).toEqual(['0/10000', '250/10000', '10000/10000', 41]);
  expect(turns).toBeGreaterThan(1);
  const more = Buffer.from([...lines, '::x::Câu?{=a ~b}\n'].join('\n'));
  expect(await outcome('gift', more)).toBe('too-many-items');
});
