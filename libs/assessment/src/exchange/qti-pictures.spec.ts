import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { parseInput } from '#platform/http';
import { questionInput } from '../bank/question.input.js';
import type { OutgoingQuestion } from './item.js';
import { writePackage } from './package/write-package.js';
import { outgoing, pngOf } from './pictures.testing.js';
import { readQuestions } from './read-questions.js';
import { writeQuestions } from './write-questions.js';

const PICTURE = pngOf(40, 30);
const MANIFEST = `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><resources>
  <resource identifier="r" type="imsqti_item_xmlv2p1" href="items/a.xml"><file href="items/a.xml"/></resource></resources></manifest>`;

const hotspotItem = (inside: string, most = 1) => `<assessmentItem identifier="where" title="Ở đâu?">
  <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse></responseDeclaration>
  <itemBody><hotspotInteraction responseIdentifier="RESPONSE" maxChoices="${most}"><prompt>Ở đâu?</prompt>${inside}</hotspotInteraction></itemBody></assessmentItem>`;
const OBJECT = '<object type="image/png" data="../images/map.png" width="40" height="30">Bản đồ</object>';
const A = '<hotspotChoice identifier="A" shape="rect" coords="0,0,10,12" hotspotLabel="Góc trái"/>';
const B = '<hotspotChoice identifier="B" shape="circle" coords="25,15,5" hotspotLabel="Giữa"/>';

async function found(item: string, files: [string, string | Buffer][] = [['images/map.png', PICTURE]]) {
  const file = await writePackage([['imsmanifest.xml', MANIFEST], ['items/a.xml', item], ...files]);
  return (await readQuestions('qti21', file))[0]!;
}

describe('pictures in QTI packages', () => {
  test('a hotspot comes with its picture, areas in pixels and its key', async () => {
    const { question, pictures, reason } = await found(hotspotItem(OBJECT + A + B));
    expect(reason).toBeNull();
    expect(question).toMatchObject({ externalId: 'where', type: 'hotspot', stem: 'Ở đâu?' });
    expect(question!.body).toMatchObject({
      picture: { id: pictures[0]!.id, alt: 'Bản đồ', width: 40, height: 30 },
      areas: [
        { shape: 'rect', x: 0, y: 0, width: 10, height: 12, label: 'Góc trái', correct: false },
        { shape: 'circle', x: 20, y: 10, width: 10, height: 10, label: 'Giữa', correct: true },
      ],
      several: false,
    });
    expect(pictures.map(({ name, content }) => [name, content.equals(PICTURE)])).toEqual([['map.png', true]]);
  });

  test('words to drag onto a picture come with their places', async () => {
    const item = `<qti-assessment-item identifier="drag" title="Đặt tên">
      <qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="directedPair"><qti-correct-response><qti-value>w2 p1</qti-value></qti-correct-response></qti-response-declaration>
      <qti-item-body><p>Đặt tên vào hình.</p><qti-graphic-gap-match-interaction response-identifier="RESPONSE">
      <img src="../images/map.png" alt="Bản đồ" width="40" height="30"/>
      <qti-gap-text identifier="w1" match-max="1">Sông</qti-gap-text><qti-gap-text identifier="w2" match-max="1">Núi</qti-gap-text>
      <qti-associable-hotspot identifier="p1" match-max="1" shape="rect" coords="1,2,11,12" hotspot-label="trên cùng"/>
      </qti-graphic-gap-match-interaction></qti-item-body></qti-assessment-item>`;
    const { question, reason } = await found(item);
    expect(reason).toBeNull();
    const { places, tokens } = question!.body as {
      places: { token: string }[];
      tokens: { id: string; text: string }[];
    };
    expect(places).toMatchObject([{ x: 1, y: 2, width: 10, height: 10, label: 'trên cùng' }]);
    expect(tokens.find(({ id }) => id === places[0]!.token)?.text).toBe('Núi');
  });

  const large = Buffer.concat([PICTURE, randomBytes(2 * 1024 * 1024)]);
  test.each<[string, string, [string, string | Buffer][]]>([
    ['file-missing', hotspotItem(OBJECT + A + B), []],
    [
      'assessment.picture-type',
      hotspotItem(OBJECT + A + B),
      [['images/map.png', '<svg viewBox="0 0 40 30"/>']],
    ],
    ['assessment.picture-too-large', hotspotItem(OBJECT + A + B), [['images/map.png', large]]],
    ['picture-scaled', hotspotItem(OBJECT.replace('"40"', '"80"') + A + B), [['images/map.png', PICTURE]]],
    [
      'file-missing',
      hotspotItem(OBJECT.replace('../images', '../../..') + A + B),
      [['images/map.png', PICTURE]],
    ],
    [
      'file-missing',
      hotspotItem(OBJECT.replace('../images', 'https://x.vn') + A + B),
      [['images/map.png', PICTURE]],
    ],
    [
      'assessment.picture-alt',
      hotspotItem(OBJECT.replace('Bản đồ', '') + A + B),
      [['images/map.png', PICTURE]],
    ],
    [
      'assessment.area-label',
      hotspotItem(OBJECT + A.replace('Góc trái', '') + B),
      [['images/map.png', PICTURE]],
    ],
    [
      'assessment.area-outside',
      hotspotItem(OBJECT + A.replace('0,0,10,12', '0,0,41,12') + B),
      [['images/map.png', PICTURE]],
    ],
    ['area-shape', hotspotItem(OBJECT + A.replace('rect', 'poly') + B), [['images/map.png', PICTURE]]],
    ['area-shape', hotspotItem(OBJECT + A.replace('0,0,', '0,0%,') + B), [['images/map.png', PICTURE]]],
  ])('an item that cannot be kept as it is is refused: %s', async (code, item, files) => {
    const { question, reason } = await found(item, files);
    expect([question, reason?.code]).toEqual([null, code]);
  });

  test.each(['qti21', 'qti30'])(
    '%s refuses what it would change, and holds one picture once',
    async (format) => {
      const id = '00000000-0000-7000-8000-00000000000a';
      const ask = (externalId: string, area: object, shown = id): OutgoingQuestion => {
        const areas = [
          { label: 'Một', x: 0, y: 0, width: 4, height: 4, ...area },
          { label: 'Hai', x: 9, y: 9, width: 6, height: 4, shape: 'circle', correct: true },
        ];
        const body = { picture: { id: shown, alt: 'Bản đồ', width: 40, height: 30 }, areas };
        const { tags, content } = parseInput(questionInput, {
          externalId,
          type: 'hotspot',
          stem: 'Ở đâu?',
          body,
        });
        return { externalId, tags, ...content };
      };
      const questions = [
        ask('a', {}),
        ask('b', { width: 5 }),
        ask('odd', { shape: 'circle', width: 5 }),
        ask('told', { feedback: 'Sai' }),
        ask('gone', {}, '00000000-0000-7000-8000-00000000000b'),
      ];
      const { file, items } = await writeQuestions(format, questions, outgoing({ [id]: PICTURE }));
      expect(items.map(({ reason }) => reason?.code ?? null)).toEqual([
        null,
        null,
        'format-changes-it',
        'holds-no-feedback',
        'picture-gone',
      ]);
      expect(file.toString('latin1').split('PK\u0001\u0002').length - 1).toBe(4);
      const back = await readQuestions(format, file);
      expect(back.map(({ question }) => question?.externalId)).toEqual(['a', 'b']);
      expect(back[1]!.question!.body).toMatchObject({
        areas: [{ width: 5 }, { shape: 'circle', x: 9, width: 6, height: 4 }],
      });
    },
  );
});
