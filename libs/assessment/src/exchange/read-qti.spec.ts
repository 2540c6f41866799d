import { describe, expect, test } from '@jest/globals';
import { writePackage } from './package/write-package.js';
import { readQuestions } from './read-questions.js';
import { writeQuestions } from './write-questions.js';

const item = (inside: {
  correct?: string[];
  mapping?: string;
  interaction: string;
  processing?: string;
  cardinality?: string;
}) =>
  `<?xml version="1.0" encoding="UTF-8"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="choice" title="Unattended Luggage" adaptive="false" timeDependent="false">
  <responseDeclaration identifier="RESPONSE" cardinality="${inside.cardinality ?? 'single'}" baseType="identifier"><correctResponse>${(inside.correct ?? ['ChoiceA']).map((value) => `<value>${value}</value>`).join('')}</correctResponse>${inside.mapping ?? ''}</responseDeclaration>
  <itemBody><p>Look at the text in the picture.</p>${inside.interaction}</itemBody>
  <responseProcessing ${inside.processing ?? 'template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/'}>${inside.processing ? '</responseProcessing>' : ''}</assessmentItem>`.replace(
    '/></assessmentItem>',
    '/></assessmentItem>',
  );
const choices = (most: number, ...texts: string[]) =>
  `<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="${most}"><prompt>What does it say?</prompt>${texts.map((text, index) => `<simpleChoice identifier="Choice${'ABCD'[index]}">${text}</simpleChoice>`).join('')}</choiceInteraction>`;
const told = async (xml: string, format = 'qti21') =>
  (await readQuestions(format, Buffer.from(xml))).map(({ type, question, reason, notes }) =>
    [
      question ? `${type}: ${question.stem}` : `refused: ${reason?.code}`,
      ...notes.map(({ code }) => code),
    ].join(' | '),
  );
const STEM = 'Look at the text in the picture.\n\nWhat does it say?';

describe('QTI items of others', () => {
  test.each([
    [{ interaction: choices(1, 'stay', 'go') }, `single: ${STEM} | note-shuffled`],
    [
      {
        interaction: choices(0, 'stay', 'go', 'ask'),
        correct: ['ChoiceA', 'ChoiceC'],
        cardinality: 'multiple',
      },
      `multiple: ${STEM} | note-shuffled`,
    ],
    [{ interaction: choices(1, 'stay', '<img src="x.png" alt=""/>') }, 'refused: holds-element'],
    [{ interaction: choices(1, 'stay', 'go'), correct: [] }, 'refused: no-right-answer'],
    [{ interaction: choices(1, 'a', 'b') + choices(1, 'c', 'd') }, 'refused: several-interactions'],
    [{ interaction: '<extendedTextInteraction responseIdentifier="RESPONSE"/>' }, 'refused: needs-person'],
    [
      { interaction: '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="9"/>' },
      'refused: unknown-kind',
    ],
    [{ interaction: '' }, 'refused: no-answers'],
    [{ interaction: choices(1, 'a', 'b').replace('"RESPONSE"', '"OTHER"') }, 'refused: no-key'],
  ])('%#', async (inside, wanted) => expect(await told(item(inside))).toEqual([wanted]));

  test('what is no item, and documents that declare types of their own', async () => {
    expect(await told('<assessmentTest/>')).toEqual(['refused: not-an-item']);
    await expect(told('<!DOCTYPE a [<!ENTITY x "y">]><assessmentItem/>')).rejects.toMatchObject({
      code: 'xml-doctype',
    });
  });
});

describe('numbers and gaps of others', () => {
  const body = async (declaration: string, inside: string, processing: string) => {
    const [found] = await readQuestions(
      'qti21',
      Buffer.from(
        `<assessmentItem identifier="x" title="x"><responseDeclaration identifier="R" ${declaration}</responseDeclaration><itemBody><p>Hỏi gì?</p>${inside}</itemBody><responseProcessing>${processing}</responseProcessing></assessmentItem>`,
      ),
    );
    return found!.question?.body ?? found!.reason?.code;
  };
  const number =
    'cardinality="single" baseType="float"><correctResponse><value>3.50</value></correctResponse>';
  const field = '<p><textEntryInteraction responseIdentifier="R"/></p>';
  const equal = (mode: string, score: string) =>
    `<responseCondition><responseIf><equal ${mode}><variable identifier="R"/><baseValue baseType="float">3.5</baseValue></equal><setOutcomeValue identifier="SCORE"><baseValue baseType="float">${score}</baseValue></setOutcomeValue></responseIf></responseCondition>`;

  test.each([
    ['', [{ value: '3.5', tolerance: '0', percent: 100 }]],
    [
      equal('toleranceMode="absolute" tolerance="0.5 0.5"', '1'),
      [{ value: '3.5', tolerance: '0.5', percent: 100 }],
    ],
    [
      equal('toleranceMode="exact"', '1') + equal('toleranceMode="absolute" tolerance="1"', '0.5'),
      [
        { value: '3.5', tolerance: '0', percent: 100 },
        { value: '3.5', tolerance: '1', percent: 50 },
      ],
    ],
  ])('a number %#', async (processing, accepted) =>
    expect(await body(number, field, processing)).toEqual({ accepted }),
  );

  test.each([
    [equal('toleranceMode="relative" tolerance="5 5"', '1'), 'number-not-understood'],
    [equal('toleranceMode="absolute" tolerance="1 2"', '1'), 'number-not-understood'],
    [equal('toleranceMode="exact"', '0'), 'percent-not-whole'],
  ])('a number that means something else here is refused %#', async (processing, code) =>
    expect(await body(number, field, processing)).toBe(code),
  );

  test('words for gaps; a gap without one right word is refused', async () => {
    const gaps = (right: string) =>
      body(
        `cardinality="multiple" baseType="directedPair"><correctResponse><value>W2 G1</value>${right}</correctResponse>`,
        '<gapMatchInteraction responseIdentifier="R"><gapText identifier="W1" matchMax="1">mở</gapText><gapText identifier="W2" matchMax="1">xóa</gapText><p>Hãy <gap identifier="G1"/> thư lạ và <gap identifier="G2"/> thư quen.</p></gapMatchInteraction>',
        '',
      );
    expect(await gaps('<value>W1 G2</value>')).toMatchObject({
      text: 'Hãy [[1]] thư lạ và [[2]] thư quen.',
      words: [{ text: 'mở' }, { text: 'xóa' }],
      gaps: [{ word: 'b' }, { word: 'a' }],
      scoring: 'exact',
    });
    expect(await gaps('')).toBe('row-without-one-match');
  });
});

describe('packages', () => {
  const read = (files: [string, string][]) =>
    writePackage(files).then((file) => readQuestions('qti30', file));
  const manifest = (...hrefs: string[]) =>
    `<manifest><resources>${hrefs.map((href) => `<resource type="imsqti_item_xmlv2p1" href="${href}"/>`).join('')}<resource type="webcontent" href="x.css"/></resources></manifest>`;

  test('a damaged or missing item holds no other', async () => {
    const good = item({ interaction: choices(1, 'stay', 'go') });
    const found = await read([
      ['pack/imsmanifest.xml', manifest('a.xml', 'b.xml', 'c.xml', '../../etc/passwd')],
      ['pack/a.xml', '<broken'],
      ['pack/c.xml', good],
    ]);
    expect(found.map(({ reason }) => reason?.code)).toEqual([
      'xml-not-well-formed',
      'file-missing',
      undefined,
      'file-missing',
    ]);
  });

  test('what is no package is refused', async () => {
    await expect(read([['a.xml', '<a/>']])).rejects.toMatchObject({ code: 'no-manifest' });
    await expect(read([['imsmanifest.xml', manifest()]])).rejects.toMatchObject({ code: 'no-items' });
    await expect(readQuestions('qti21', Buffer.from('PK\u0003\u0004 not a zip'))).rejects.toMatchObject({
      code: 'zip-damaged',
    });
    await expect(read([['imsmanifest.xml', '\n'.repeat(30_000_000)]])).rejects.toMatchObject({
      code: 'zip-bomb',
    });
  });

  test('names that lead out of the package are refused', async () => {
    const file = await writePackage([['aaaaaaa/imsmanifest.xml', manifest('a.xml')]]);
    const evil = Buffer.from(
      file.toString('latin1').replaceAll('aaaaaaa/', '../../../'.slice(0, 8)),
      'latin1',
    );
    await expect(readQuestions('qti21', evil)).rejects.toMatchObject({ code: 'zip-damaged' });
  });
});

/** What the schemas of 1EdTech ask of an item: order of its parts, required attributes, identifiers. */
test.each(['qti21', 'qti30'])('%s items have the structure of the specification', async (format) => {
  const { file } = await writeQuestions(format, [
    {
      externalId: '1-cau',
      type: 'multiple',
      stem: 'Một\nHai',
      explanation: 'Vì',
      componentCode: '6.1',
      level: 3,
      difficulty: 1,
      lessonSlug: null,
      tags: ['an toàn'],
      body: {
        options: [
          { id: 'a', text: 'x', correct: true, feedback: 'f' },
          { id: '2', text: 'y', correct: false },
        ],
        scoring: 'partial',
      },
    },
  ]);
  const back = await readQuestions(format, file);
  expect(back[0]?.question).toMatchObject({
    externalId: '1-cau',
    component: '6.1',
    level: 3,
    difficulty: 1,
    tags: ['an toàn'],
  });
  const { readPackage } = await import('./package/read-package.js');
  const parts = await readPackage(file);
  expect([...parts.keys()]).toEqual(['imsmanifest.xml', 'items/n_1-cau.xml']);
  const xml = (await parts.get('items/n_1-cau.xml')!()).toString();
  const { parseXmlTree, elementsOf } = await import('./xml/tree.js');
  const root = parseXmlTree(xml);
  const name = (word: string) =>
    format === 'qti21' ? word : `qti-${word.replace(/[A-Z]/g, (each) => `-${each.toLowerCase()}`)}`;
  expect(root.name).toBe(name('assessmentItem'));
  expect(elementsOf(root).map((each) => each.name)).toEqual(
    [
      'responseDeclaration',
      'outcomeDeclaration',
      'outcomeDeclaration',
      'outcomeDeclaration',
      'itemBody',
      'responseProcessing',
      'modalFeedback',
    ].map(name),
  );
  const required =
    format === 'qti21'
      ? ['identifier', 'title', 'adaptive', 'timeDependent']
      : ['identifier', 'title', 'adaptive', 'time-dependent'];
  expect(Object.keys(root.attributes)).toEqual(expect.arrayContaining(required));
  for (const [, identifier] of xml.matchAll(/ identifier="([^"]*)"/g))
    expect(identifier).toMatch(/^[A-Za-z_][\w.-]*$/);
});
