import { expect, test } from '@jest/globals';
import { writePackage } from './package/write-package.js';
import { readQuestions } from './read-questions.js';

const TEMPLATE = 'http://www.imsglobal.org/question/qti_v2p1/rptemplates';
const template = (name: string) => `<responseProcessing template="${TEMPLATE}/${name}"/>`;
const item = (key: string, asks: string, marks: string, more = '') =>
  `<assessmentItem identifier="a" title="a" timeDependent="false" ${more}>${key}<itemBody>${asks}</itemBody>${marks}</assessmentItem>`;
const keyOf = (cardinality: string, type: string, right: string[], mapping = '') =>
  `<responseDeclaration identifier="RESPONSE" cardinality="${cardinality}" baseType="${type}"><correctResponse>${right.map((value) => `<value>${value}</value>`).join('')}</correctResponse>${mapping}</responseDeclaration>`;
const mapped = (entries: Record<string, number>, other = 0) =>
  `<mapping defaultValue="${other}">${Object.entries(entries)
    .map(([key, value]) => `<mapEntry mapKey="${key}" mappedValue="${value}"/>`)
    .join('')}</mapping>`;
const choices = (attributes: string) =>
  `<choiceInteraction responseIdentifier="RESPONSE" ${attributes}><prompt>Hỏi?</prompt>${['A', 'B', 'C'].map((id) => `<simpleChoice identifier="${id}">${id}</simpleChoice>`).join('')}</choiceInteraction>`;
const field = '<p>Bao nhiêu? <textEntryInteraction responseIdentifier="RESPONSE"/></p>';
const rule = (comparison: string, score: string, other = '') =>
  `<responseProcessing><responseCondition><responseIf>${comparison}<setOutcomeValue identifier="SCORE"><baseValue baseType="float">${score}</baseValue></setOutcomeValue></responseIf>${other}</responseCondition></responseProcessing>`;
const near = (attributes: string) =>
  `<equal ${attributes}><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>`;
const EQUALS = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>';

const read = async (text: string) => {
  const [found] = await readQuestions('qti21', Buffer.from(text));
  return { ...found!, notes: found!.notes.map(({ code }) => code), reason: found!.reason?.code ?? null };
};

test('what only the whole response earns is not shared, whatever mapping stands beside it', async () => {
  const key = keyOf('multiple', 'identifier', ['A', 'B'], mapped({ A: 1, B: 1 }));
  const asks = choices('shuffle="true" maxChoices="0"');
  const whole = await read(item(key, asks, template('match_correct')));
  expect([whole.question!.body, whole.notes]).toMatchObject([{ scoring: 'exact' }, []]);
  const shared = await read(item(key, asks, template('map_response')));
  expect([shared.question!.body, shared.notes]).toMatchObject([
    { scoring: 'partial' },
    ['note-mark', 'note-wrong-options-cost'],
  ]);
});

test('the key counts before a mapping that nothing looks at', async () => {
  const key = keyOf('single', 'identifier', ['B'], mapped({ A: 1 }));
  const { question } = await read(item(key, choices('shuffle="true"'), template('match_correct')));
  expect(question).toMatchObject({
    type: 'single',
    body: { options: [{ correct: false }, { correct: true }, { correct: false }] },
  });
});

test('order and number of choices that are not kept are told', async () => {
  const key = keyOf('multiple', 'identifier', ['A', 'B']);
  const asked = async (attributes: string) =>
    (await read(item(key, choices(attributes), template('match_correct')))).notes;
  expect(await asked('shuffle="true" maxChoices="0"')).toEqual([]);
  expect(await asked('shuffle="false" maxChoices="2"')).toEqual(['note-any-number', 'note-shuffled']);
});

test.each([
  ['the key', rule(EQUALS, '1'), []],
  ['the other way round', rule(EQUALS, '0'), ['note-own-marking']],
  [
    'another value than the key',
    rule(
      EQUALS.replace('<correct identifier="RESPONSE"/>', '<baseValue baseType="identifier">C</baseValue>'),
      '1',
    ),
    ['note-own-marking'],
  ],
])('rules that mark by %s', async (_, marks, notes) => {
  const key = keyOf('single', 'identifier', ['A']);
  expect((await read(item(key, choices('shuffle="true"'), marks))).notes).toEqual(notes);
});

test.each([
  [
    near('toleranceMode="absolute" tolerance="0.1 0.1"'),
    '2',
    { accepted: [{ value: '3', tolerance: '0.1' }] },
  ],
  [near('toleranceMode="absolute" tolerance="0.1 0.2"'), '1', 'number-not-understood'],
  [near('toleranceMode="absolute" tolerance="1 1" includeLowerBound="false"'), '1', 'number-not-understood'],
  [
    '<gte><variable identifier="RESPONSE"/><baseValue baseType="float">2</baseValue></gte>',
    '1',
    'number-not-understood',
  ],
])('numbers compared by %s', async (comparison, score, wanted) => {
  const { question, reason } = await read(
    item(keyOf('single', 'float', ['3']), field, rule(comparison, score)),
  );
  if (typeof wanted === 'string') expect(reason).toBe(wanted);
  else expect(question!.body).toMatchObject(wanted);
});

test('texts are worth shares of the best one, and capitals matter where nothing is said', async () => {
  const key = keyOf('single', 'string', ['York'], mapped({ York: 2, york: 1 }));
  expect((await read(item(key, field, template('map_response')))).question!.body).toMatchObject({
    letterCase: 'required',
    accepted: [{ text: 'York' }, { text: 'york', percent: 50 }],
  });
});

test('pairs that are worth more than others, templates and several turns are refused by name', async () => {
  const set = (ids: string[]) =>
    `<simpleMatchSet>${ids.map((id) => `<simpleAssociableChoice identifier="${id}" matchMax="1">${id}</simpleAssociableChoice>`).join('')}</simpleMatchSet>`;
  const match = `<matchInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>Ghép</prompt>${set(['C', 'D'])}${set(['R', 'M'])}</matchInteraction>`;
  const pairs = (other: number) =>
    item(
      keyOf('multiple', 'directedPair', ['C R', 'D M'], mapped({ 'C R': 1, 'D M': other })),
      match,
      template('map_response'),
    );
  expect((await read(pairs(0.5))).reason).toBe('weighted-options');
  expect((await read(pairs(1))).question).toMatchObject({ type: 'matching', body: { scoring: 'partial' } });
  const key = keyOf('single', 'identifier', ['A']);
  const made = '<templateDeclaration identifier="X" cardinality="single" baseType="integer"/>';
  expect((await read(item(key + made, choices('shuffle="true"'), ''))).reason).toBe('holds-element');
  expect((await read(item(key, choices('shuffle="true"'), '', 'adaptive="true"'))).reason).toBe(
    'adaptive-item',
  );
});

const manifest = (type: string, href: string) =>
  `<manifest><resources><resource identifier="r" type="${type}" href="${href}"/></resources></manifest>`;

test('addresses in a manifest are decoded; QTI 1 and two files of one name are refused as a whole', async () => {
  const one = item(
    keyOf('single', 'identifier', ['A']),
    choices('shuffle="true"'),
    template('match_correct'),
  );
  const named = manifest('imsqti_item_xmlv2p1', 'items/c%C3%A2u%201.xml');
  const found = await readQuestions(
    'qti21',
    await writePackage([
      ['goi/imsmanifest.xml', named],
      ['goi/items/câu 1.xml', one],
    ]),
  );
  expect(found.map(({ reason }) => reason)).toEqual([null]);
  const old = await writePackage([['imsmanifest.xml', manifest('imsqti_xmlv1p2', 'a.xml')]]);
  await expect(readQuestions('qti21', old)).rejects.toMatchObject({ code: 'qti-1' });
  const twice = await writePackage([
    ['imsmanifest.xml', manifest('imsqti_item_xmlv2p1', 'a.xml')],
    ['a.xml', one],
    ['a.xml', one],
  ]);
  await expect(readQuestions('qti21', twice)).rejects.toMatchObject({ code: 'zip-damaged' });
});
