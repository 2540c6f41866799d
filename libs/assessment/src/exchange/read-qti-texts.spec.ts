import { describe, expect, test } from '@jest/globals';
import { writePackage } from './package/write-package.js';
import { pngOf } from './pictures.testing.js';
import { readQuestions } from './read-questions.js';

const response = (id: string, baseType: string, value: string, mapping = '') =>
  `<responseDeclaration identifier="${id}" cardinality="single" baseType="${baseType}"><correctResponse><value>${value}</value></correctResponse>${mapping}</responseDeclaration>`;
const entry = (key: string, value: number, more = '') =>
  `<mapEntry mapKey="${key}" mappedValue="${value}"${more}/>`;
const mapping = (...entries: string[]) => `<mapping defaultValue="0">${entries.join('')}</mapping>`;
const item = (declarations: string, body: string, processing = '') =>
  `<assessmentItem identifier="gaps" title="Điền vào chỗ trống">${declarations}<itemBody>${body}</itemBody>${processing}</assessmentItem>`;
const field = (id: string) => `<textEntryInteraction responseIdentifier="${id}" expectedLength="9"/>`;
const menu = (id: string, ...words: string[]) =>
  `<inlineChoiceInteraction responseIdentifier="${id}" shuffle="true">${words.map((word, index) => `<inlineChoice identifier="${'AB'[index]}">${word}</inlineChoice>`).join('')}</inlineChoiceInteraction>`;
const found = async (xml: string) => (await readQuestions('qti21', Buffer.from(xml)))[0]!;

describe('texts with gaps in QTI items of others', () => {
  test('fields to type into, with what each accepts', async () => {
    const { question, notes } = await found(
      item(
        response('A', 'string', 'Hà Nội', mapping(entry('Hà Nội', 1), entry('Hanoi', 1), entry('Huế', 0))) +
          response('B', 'string', '1010', mapping(entry('1010', 1))),
        `<p>Điền vào chỗ trống.</p><p>${field('A')} thành thủ đô năm ${field('B')}.</p>`,
      ),
    );
    expect(question).toMatchObject({ type: 'gap-text', stem: 'Điền vào chỗ trống.' });
    expect(question!.body).toMatchObject({
      text: '[[1]] thành thủ đô năm [[2]].',
      gaps: [{ accepted: ['Hà Nội', 'Hanoi'] }, { accepted: ['1010'] }],
      scoring: 'partial',
      letterCase: 'required',
    });
    expect(notes).toEqual([]);
  });

  test('menus; where the text alone is there, the title asks, and that is told', async () => {
    const together =
      '<responseProcessing><responseCondition><responseIf><and><match><variable identifier="A"/><correct identifier="A"/></match></and><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>';
    const { question, notes } = await found(
      item(response('A', 'identifier', 'B'), `<p>Tệp ${menu('A', 'đóng', 'mở')} được.</p>`, together),
    );
    expect(question).toMatchObject({ type: 'gap-select', stem: 'Điền vào chỗ trống' });
    expect(question!.body).toMatchObject({
      text: 'Tệp [[1]] được.',
      gaps: [
        {
          options: [
            { text: 'mở', correct: true },
            { text: 'đóng', correct: false },
          ],
        },
      ],
      scoring: 'exact',
    });
    expect(notes.map(({ code }) => code)).toEqual(['note-name-asks']);
  });

  test.each([
    [response('A', 'string', 'x', mapping(entry('x', 1), entry('y', 0.5))), field('A'), 'partial-credit'],
    [response('A', 'float', '3.5'), field('A'), 'unknown-kind'],
    [response('A', 'string', 'x'), menu('A', 'x', 'y'), 'several-interactions'],
    [response('A', 'string', 'x'), `[[a]] ${field('A')}`, 'answers-not-understood'],
  ])('what means something else here is refused %#', async (first, asked, code) => {
    const xml = item(first + response('B', 'string', 'z'), `<p>Hỏi gì?</p><p>${asked} ${field('B')}</p>`);
    expect((await found(xml)).reason?.code).toBe(code);
  });
});

describe('shared texts in QTI packages of others', () => {
  const asks = (title: string, inside: string) =>
    `<qti-assessment-item identifier="${title}" title="${title}"><qti-response-declaration identifier="R" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration>${inside}<qti-item-body><qti-choice-interaction response-identifier="R" max-choices="1"><qti-prompt>Ai viết?</qti-prompt><qti-simple-choice identifier="A">Nam</qti-simple-choice><qti-simple-choice identifier="B">Lan</qti-simple-choice></qti-choice-interaction></qti-item-body></qti-assessment-item>`;
  const refer = '<qti-assessment-stimulus-ref identifier="s" href="../shared/s.xml"/>';
  const text = (inside: string) =>
    `<qti-assessment-stimulus identifier="s" title="Thư"><qti-stimulus-body>${inside}</qti-stimulus-body></qti-assessment-stimulus>`;
  const image = '<p><img src="images/map.png" alt="Bản đồ" width="20" height="10"/></p>';
  const read = async (shared: [string, string | Buffer][]) => {
    const manifest = `<manifest><resources>${['a', 'b'].map((name) => `<resource type="imsqti_item_xmlv3p0" href="items/${name}.xml"/>`).join('')}</resources></manifest>`;
    const file = await writePackage([
      ['imsmanifest.xml', manifest],
      ['items/a.xml', asks('Câu một', refer)],
      ['items/b.xml', asks('Câu hai', refer)],
      ...shared,
    ]);
    return readQuestions('qti30', file);
  };

  test('each item that refers to one comes with it, and with its picture', async () => {
    const items = await read([
      ['shared/s.xml', text(`<p>Thư của Nam.</p>${image}`)],
      ['shared/images/map.png', pngOf(40, 30)],
    ]);
    expect(items.map(({ question, notes }) => [question?.type, question?.stem, ...notes])).toEqual([
      ['stimulus', 'Câu một', { code: 'note-shuffled' }, { code: 'note-name-asks' }],
      ['stimulus', 'Câu hai', { code: 'note-shuffled' }, { code: 'note-name-asks' }],
    ]);
    expect(items[0]!.question!.body).toMatchObject({
      text: 'Thư của Nam.',
      picture: { id: items[0]!.pictures[0]!.id, alt: 'Bản đồ', width: 40, height: 30 },
      questions: [{ type: 'single', stem: 'Ai viết?' }],
    });
  });

  test.each<[string, [string, string | Buffer][]]>([
    ['file-missing', []],
    ['not-an-item', [['shared/s.xml', '<other/>']]],
    ['xml-doctype', [['shared/s.xml', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>']]],
    ['file-missing', [['shared/s.xml', text(image)]]],
    [
      'several-pictures',
      [
        ['shared/s.xml', text(image + image)],
        ['shared/images/map.png', pngOf(4, 3)],
      ],
    ],
    ['assessment.stimulus-empty', [['shared/s.xml', text('')]]],
    ['holds-element', [['shared/s.xml', text('<video src="x.mp4"/>')]]],
  ])('a shared text that cannot be kept refuses its items: %s', async (code, shared) => {
    expect((await read(shared)).map(({ reason }) => reason?.code)).toEqual([code, code]);
  });

  test('a picture amid the text moves below it, and that is told', async () => {
    const items = await read([
      ['shared/s.xml', text(`<p>Trước.</p>${image}<p>Sau.</p>`)],
      ['shared/images/map.png', pngOf(40, 30)],
    ]);
    expect(items[0]!.question!.body).toMatchObject({ text: 'Trước.\n\nSau.' });
    expect(items[0]!.notes.map(({ code }) => code)).toContain('note-picture-below');
  });
});
