import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EXAMPLE_PICTURE } from '../question-types/examples.js';
import { allExamples } from './examples.testing.js';
import type { OutgoingQuestion } from './item.js';
import { readPackage } from './package/read-package.js';
import { writePackage } from './package/write-package.js';
import { outgoing, pngOf } from './pictures.testing.js';
import { packageFaults } from './qti/qti-faults.testing.js';
import { GENERATED_PICTURE, storedQuestions } from './questions.testing.js';
import { writeQuestions } from './write-questions.js';

const PICTURES = outgoing({ [EXAMPLE_PICTURE]: pngOf(640, 360), [GENERATED_PICTURE]: pngOf(120, 80) });
const written = async (format: string, questions: OutgoingQuestion[]) =>
  (await writeQuestions(format, questions, PICTURES)).file;

describe.each(['qti21', 'qti30'])('%s packages are as the schema says', (format) => {
  test('every example of every type', async () => {
    expect(await packageFaults(format, await written(format, allExamples()))).toEqual([]);
  });

  test('generated questions', async () => {
    await fc.assert(
      fc.asyncProperty(storedQuestions, async (questions) => {
        expect(await packageFaults(format, await written(format, questions))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('codes that look alike name different items', async () => {
    const [example] = allExamples();
    const codes = ['1', 'n_1', 'n_n_1', '_1', 'A', 'a', '1.x', '9-'];
    const file = await written(
      format,
      codes.map((externalId) => ({ ...example!, externalId })),
    );
    expect(await packageFaults(format, file)).toEqual([]);
    expect([...(await readPackage(file)).keys()].filter((name) => name.startsWith('items/'))).toHaveLength(8);
  });

  /** A check that cannot fail would say nothing. */
  test.each<[string, (xml: string) => string]>([
    ['an element where none of its kind stands', (xml) => xml.replace(/<\/(qti-)?item-?[bB]ody>/, '<br/>$&')],
    [
      'elements out of order',
      (xml) =>
        xml.replace(
          /(<(?:qti-)?response-?[dD]eclaration[\s\S]*?-?[dD]eclaration>)\s*(<(?:qti-)?outcome[\s\S]*?-?[dD]eclaration>)/,
          '$2$1',
        ),
    ],
    ['a required attribute left out', (xml) => xml.replace(/ time-?[dD]ependent="false"/, '')],
    ['an attribute of no element', (xml) => xml.replace(' title=', ' colour="red" title=')],
    ['a number that is none', (xml) => xml.replace(/(mapped-?[vV]alue)="[^"]*"/, '$1="viel"')],
    ['an identifier that begins with a figure', (xml) => xml.replace(/identifier="(A|a)"/, 'identifier="1"')],
    ['an identifier twice', (xml) => xml.replaceAll('"SCORE"', '"RESPONSE"')],
    [
      'a response that nothing gives',
      (xml) => xml.replace(/(response-?[iI]dentifier)="[^"]*"/, '$1="OTHER"'),
    ],
    ['a choice that is not there', (xml) => xml.replace(/(value>)[a-z]</, '$1nobody<')],
    ['words where only elements stand', (xml) => xml.replace(/<(qti-)?item-?[bB]ody>/, '$&words')],
    ['another namespace', (xml) => xml.replace('xmlns="http://www.imsglobal', 'xmlns="http://example')],
  ])('%s is found', async (_, spoil) => {
    const multiple = allExamples().filter(({ externalId }) => externalId === 'multiple-1');
    const parts = await readPackage(await written(format, multiple));
    const files: [string, string | Buffer][] = [];
    for (const [name, content] of parts) {
      const text = (await content()).toString();
      files.push([name, name.startsWith('items/') ? spoil(text) : text]);
    }
    expect(await packageFaults(format, await writePackage(files))).not.toEqual([]);
  });
});
