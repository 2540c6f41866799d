import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { readMarks } from './marks-file.js';
import { MarksRefused } from './marks-refused.js';

const read = (content: string | Buffer, piece = 7) => {
  const bytes = Buffer.from(content);
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, index) =>
    bytes.subarray(index * piece, (index + 1) * piece),
  );
  return readMarks(Readable.from(pieces));
};
const problems = async (content: string | Buffer) => {
  const error = await read(content).then(
    () => null,
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof MarksRefused)) throw error ?? new Error('was read');
  return error.problems.map(({ row, message }) => `${row}: ${message}`);
};
const plain = async (content: string | Buffer) => {
  const { unitsPerMark, attempts, items } = await read(content);
  return {
    unitsPerMark,
    attempts,
    items: items.map(({ item, max, attempts, marks }) => ({
      item,
      max,
      marks: Object.fromEntries(Array.from(attempts, (attempt, index) => [attempt, marks[index]])),
    })),
  };
};
const HEAD = 'attempt,item,mark,max\n';

describe('a file of marks', () => {
  test('is read in units as fine as its finest mark, items in order of first appearance', async () => {
    expect(await plain(`${HEAD}a,q2,1,1\na,q1,0.5,2\nb,q2,0.25000,1\n`)).toEqual({
      unitsPerMark: 100,
      attempts: 2,
      items: [
        { item: 'q2', max: 100, marks: { 0: 100, 1: 25 } },
        { item: 'q1', max: 200, marks: { 0: 50 } },
      ],
    });
  });

  const wanted = plain(`${HEAD}a 1,q,0.5,1\nb,"x, y",1,1\n`);
  test.each([
    ['a byte order mark', `\u{FEFF}${HEAD}a 1,q,0.5,1\nb,"x, y",1,1\n`],
    ['Windows line ends, no last one', `${HEAD}a 1,q,0.5,1\nb,"x, y",1,1`.replaceAll('\n', '\r\n')],
    ['semicolons and decimal commas', 'attempt;item;mark;max\na 1;q;0,5;1\nb;x, y;1;1,0\n'],
    [
      'tabs, other order, more columns',
      'max\tItem \tname\tATTEMPT\tmark\n1\tq\tAn\ta 1\t.5\n1\tx, y\tBình\tb\t1.\n',
    ],
    ['blank lines and spaces', `\n${HEAD}\n a 1 , q ,5e-1, 1\n\nb,"x, y",1,1\n  \n`],
  ])('with %s is the same', async (_, content) => expect(await plain(content)).toEqual(await wanted));

  test('a quoted line end belongs to the name', async () =>
    expect((await plain(`${HEAD}a,"Câu\n“1”",1,1\n`)).items[0]!.item).toBe('Câu\n“1”'));

  test.each([
    ['', ['0: the file is empty']],
    ['\u{FEFF}\n\n', ['0: the file is empty']],
    [HEAD, ['0: the file has no marks below its heading']],
    [
      'attempt,item,mark\na,q,1\n',
      ['1: the heading lacks the column max; it must name attempt,item,mark,max'],
    ],
    [
      'a,q,1,1\n',
      ['1: the heading lacks the column attempt, item, mark, max; it must name attempt,item,mark,max'],
    ],
    ['attempt,item,mark,max,mark\n', ['1: the heading names the column mark twice']],
    [`${HEAD}a,q,1,1\nb,q,đúng,1\n`, ['3: the mark is no number: “đúng”']],
    [`${HEAD}a,q,,1\n`, ['2: the mark is empty']],
    [`${HEAD}a,q\n`, ['2: the mark is empty']],
    [`${HEAD},q,1,1\na,,1,1\n`, ['2: the attempt is empty', '3: the item is empty']],
    [`${HEAD}a,q,1.5,1\n`, ['2: the mark 1.5 is over the full mark 1']],
    [`${HEAD}a,q,1,0.99999\n`, ['2: the mark 1 is over the full mark 0.99999']],
    [`${HEAD}a,q,-1.5,1\n`, ['2: the mark -1.5 takes away more than the full mark 1']],
    [`${HEAD}a,q,0,-1\n`, ['2: the max is below 0: -1']],
    [`${HEAD}a,q,1,1\nb,q,1,2\n`, ['3: the full mark 2 of “q” differs from the one given before']],
    [`${HEAD}a,q,1,1\n\nb,q,0,1\na,q,0,1\n`, ['5: attempt “a” already has a mark for “q”']],
    [`${HEAD}a,q,"0,5",1\n`, ['2: the mark is no number: “0,5”']],
    [
      `${HEAD}a,q,NaN,1\nb,q,Infinity,1\nc,q,0x1,1\n`,
      [
        '2: the mark is no number: “NaN”',
        '3: the mark is no number: “Infinity”',
        '4: the mark is no number: “0x1”',
      ],
    ],
    [`${HEAD}a,q,1e-61,1\n`, ['2: too many digits: 1e-61']],
    [`${HEAD}a,q,1,1\nb,p,1,1e60\n`, ['3: too many digits: 1e60']],
    [`${HEAD}a,"q,1,1\nb,q,1,1\n`, ['2: the quotes do not match']],
    [`${HEAD}a,q"x",1,1\n`, ['2: the quotes do not match']],
  ])('%j is refused', async (content, wanted) => expect(await problems(content)).toEqual(wanted));

  test('other encodings are named as such', async () => {
    expect(await problems(Buffer.from(HEAD, 'utf16le'))).toEqual([
      expect.stringMatching(/^1: the heading lacks/),
    ]);
    expect(
      await problems(Buffer.concat([Buffer.from(HEAD), Buffer.from('a,c\xe2u,1,1\n', 'latin1')])),
    ).toEqual(['2: the text is not UTF-8 from here on; save the file as “CSV UTF-8”']);
  });

  test('of many mistakes the first fifty are told', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => `a${index},q,x,1\n`).join('');
    expect(await problems(HEAD + rows)).toHaveLength(50);
  });
});
