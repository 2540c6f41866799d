import { describe, expect, test } from '@jest/globals';
import { parseInput } from '#platform/http';
import { questionInput } from '../bank/question.input.js';
import type { OutgoingQuestion } from './item.js';
import { outgoing, pngOf } from './pictures.testing.js';
import { readQuestions } from './read-questions.js';
import { writeQuestions } from './write-questions.js';

const PICTURE = pngOf(400, 300);
const file = (content: Buffer | string = PICTURE, name = 'map.png') =>
  `<file name="${name}" path="/" encoding="base64">${typeof content === 'string' ? content : content.toString('base64')}</file>`;
const html = (text: string, files = '') =>
  `<questiontext format="html"><text><![CDATA[${text}]]></text>${files}</questiontext>`;
const question = (kind: string, inside: string, text = html('<p>Đặt tên vào hình.</p>')) =>
  `<quiz><question type="${kind}"><name><text>Bản đồ</text></name>${text}${inside}</question></quiz>`;
const found = async (xml: string) => (await readQuestions('moodle-xml', Buffer.from(xml)))[0]!;
const codes = (notes: { code: string }[]) => notes.map(({ code }) => code);

const drag = (no: number, text: string, more = '<draggroup>1</draggroup>') =>
  `<drag><no>${no}</no><text>${text}</text>${more}</drag>`;
const drop = (no: number, choice: number, x: number, y: number, label = '') =>
  `<drop><text>${label}</text><no>${no}</no><choice>${choice}</choice><xleft>${x}</xleft><ytop>${y}</ytop></drop>`;
const zone = (no: number, choice: number, shape: string, coords: string) =>
  `<drop><no>${no}</no><shape>${shape}</shape><coords>${coords}</coords><choice>${choice}</choice></drop>`;
const WORDS = drag(1, 'Sông') + drag(2, 'Núi');

describe('words to drag onto a picture', () => {
  test('boxes come with what belongs there; what Moodle does not say is told', async () => {
    const inside = file() + WORDS + drop(1, 2, 10, 20, 'phía bắc') + drop(2, 1, 30, 60);
    const { question: read, pictures, notes } = await found(question('ddimageortext', inside));
    expect(pictures.map(({ name, content }) => [name, content.equals(PICTURE)])).toEqual([['map.png', true]]);
    const { picture, places, tokens } = read!.body as {
      picture: object;
      places: { token: string }[];
      tokens: { id: string; text: string }[];
    };
    expect(picture).toMatchObject({ id: pictures[0]!.id, alt: 'Bản đồ', width: 400, height: 300 });
    expect(places).toMatchObject([
      { label: 'phía bắc', x: 10, y: 20, width: 48, height: 28 },
      { label: '#2', x: 30, y: 60 },
    ]);
    const right = places.map(({ token }) => tokens.find(({ id }) => id === token)!.text);
    expect(right).toEqual(['Núi', 'Sông']);
    expect(codes(notes)).toEqual(['note-alt-name', 'note-places-sized', 'note-labels-numbered']);
  });

  test('zones for markers become the rectangles around them', async () => {
    const inside =
      file() +
      drag(1, 'Sông', '<noofdrags>1</noofdrags>') +
      drag(2, 'Núi', '<infinite/>') +
      zone(1, 1, 'rectangle', '10,20;30,40') +
      zone(2, 2, 'circle', '100,100;10') +
      zone(3, 2, 'polygon', '200,50;220,40;240,90');
    const { question: read, notes } = await found(question('ddmarker', inside));
    expect(read!.body).toMatchObject({
      places: [
        { label: '#1', x: 10, y: 20, width: 30, height: 40 },
        { label: '#2', x: 90, y: 90, width: 20, height: 20 },
        { label: '#3', x: 200, y: 40, width: 40, height: 50 },
      ],
    });
    expect(codes(notes)).toEqual([
      'note-alt-name',
      'note-zones-boxed',
      'note-labels-numbered',
      'note-zones-shown',
    ]);
  });

  const drops = drop(1, 1, 10, 20);
  test.each([
    ['file-missing', WORDS + drops],
    ['file-garbled', `${file('!!garbage!!')}${WORDS}${drops}`],
    ['file-garbled', `${file('')}${WORDS}${drops}`],
    ['file-garbled', file().replace('base64', 'quoted-printable') + WORDS + drops],
    ['assessment.picture-type', file(Buffer.from('<svg onload="alert(1)"/>')) + WORDS + drops],
    ['assessment.picture-type', file(Buffer.from('not a picture at all')) + WORDS + drops],
    ['assessment.picture-type', file(PICTURE.subarray(0, 20)) + WORDS + drops],
    ['assessment.picture-too-large', file(Buffer.concat([PICTURE, Buffer.alloc(2 ** 21)])) + WORDS + drops],
    ['several-groups', file() + drag(1, 'a') + drag(2, 'b', '<draggroup>2</draggroup>') + drops],
    ['drag-is-picture', file() + drag(1, 'a') + drag(2, '', file()) + drops],
    ['row-without-one-match', file() + WORDS + drop(1, 7, 10, 20)],
    ['assessment.area-outside', file() + WORDS + drop(1, 1, 400, 20)],
    ['assessment.area-pixels', file() + WORDS + drop(1, 1, -5, 20)],
    ['assessment.word-count', file() + drag(1, 'a') + drops],
  ])('%s', async (code, inside) =>
    expect((await found(question('ddimageortext', inside))).reason?.code).toBe(code),
  );

  test.each([
    ['rectangle', '10,20;30'],
    ['circle', '10,20;30,40'],
    ['polygon', '10,20;30,40'],
    ['star', '10,20;30,40'],
    ['rectangle', '10,x;30,40'],
  ])('a zone that says nothing is refused: %s %s', async (shape, coords) =>
    expect((await found(question('ddmarker', file() + WORDS + zone(1, 1, shape, coords)))).reason?.code).toBe(
      'area-shape',
    ),
  );
});

describe('pictures in question texts', () => {
  const two =
    '<single>true</single><answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>';
  const image = '<img src="@@PLUGINFILE@@/map%20a.png" alt="Bản đồ Hà Nội" width="200">';
  const named = file(PICTURE, 'map a.png');

  test('the words before the picture are shared, those behind it ask', async () => {
    const text = html(`<p>Xem bản đồ.</p>${image}<p>Hồ nào đây?</p>`, named);
    const { question: read, notes, pictures } = await found(question('multichoice', two, text));
    expect(read).toMatchObject({ type: 'stimulus', stem: 'Bản đồ' });
    expect(read!.body).toMatchObject({
      text: 'Xem bản đồ.',
      picture: { id: pictures[0]!.id, alt: 'Bản đồ Hà Nội', width: 400, height: 300 },
      questions: [{ type: 'single', stem: 'Hồ nào đây?' }],
    });
    expect(codes(notes)).toEqual(['note-picture-above', 'note-name-asks']);
  });

  test('with words on one side only, the picture is told in words', async () => {
    const { question: read } = await found(
      question(
        'truefalse',
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>',
        html(`<p>Đây là Hồ Gươm. ${image}</p>`, named),
      ),
    );
    expect(read!.body).toMatchObject({
      text: 'Bản đồ Hà Nội',
      questions: [{ type: 'true-false', stem: 'Đây là Hồ Gươm.' }],
    });
  });

  test.each([
    ['several-pictures', html(image + image, named)],
    ['file-missing', html(`${image}Hỏi?`, file())],
    ['holds-element', html('<img src="https://x.vn/a.png">Hỏi?')],
    ['holds-file', html('<a href="@@PLUGINFILE@@/a.pdf">Đọc</a> rồi trả lời.', file('AAAA', 'a.pdf'))],
    ['file-garbled', html(`${image}Hỏi?`, file('===', 'map a.png'))],
    ['assessment.picture-type', html(`${image}Hỏi?`, file(Buffer.from('<svg/>'), 'map a.png'))],
    ['no-stem', html(image, named)],
  ])('%s', async (code, text) =>
    expect((await found(question('multichoice', two, text))).reason?.code).toBe(code),
  );

  test('a file that nothing shows is left out, and that is told', async () => {
    const { question: read, notes } = await found(question('multichoice', two, html('<p>Hỏi?</p>', named)));
    expect([read!.type, ...notes]).toEqual([
      'single',
      { code: 'note-file-unused', params: { file: 'map a.png' } },
    ]);
  });
});

test('what leaves comes back: words on a picture, and one question under a text with a picture', async () => {
  const id = '00000000-0000-7000-8000-00000000000a';
  const picture = { id, alt: 'Bản đồ "cổ" & <mới>', width: 400, height: 300 };
  const ask = (externalId: string, type: string, body: object): OutgoingQuestion => {
    const { tags, content } = parseInput(questionInput, {
      externalId,
      type,
      stem: 'Ở đâu?',
      body,
      tags: ['a'],
    });
    return { externalId, tags, ...content };
  };
  const one = {
    type: 'multiple',
    stem: 'Một\nhai?',
    body: { options: [{ text: 'x', correct: true }, { text: 'y' }], scoring: 'exact' },
  };
  const places = [{ x: 1, y: 2, width: 30, height: 40, label: 'bắc', token: 't1' }];
  const tokens = [
    { id: 't1', text: 'Sông' },
    { id: 't2', text: 'Núi' },
  ];
  const questions = [
    ask('keo', 'drag-onto-picture', { picture, places, tokens, scoring: 'exact' }),
    ask('tinh-huong', 'stimulus', { text: 'Chữ < "to" &amp;', picture, questions: [one] }),
    ask('keo-chu', 'stimulus', {
      text: 'Đọc.',
      questions: [
        {
          type: 'gap-text',
          stem: 'Điền.',
          body: { text: 'Một [[a]].', gaps: [{ id: 'a', accepted: ['hai'] }] },
        },
      ],
    }),
    ask('nhieu', 'stimulus', { text: 'Đọc.', questions: [one, { ...one, stem: 'Ba?' }] }),
    ask('mat', 'drag-onto-picture', {
      picture: { ...picture, id: '00000000-0000-7000-8000-00000000000c' },
      places,
      tokens,
    }),
    ask('loi', 'drag-onto-picture', { picture, places: [{ ...places[0], feedback: 'Sai' }], tokens }),
  ];
  const first = await writeQuestions('moodle-xml', questions, outgoing({ [id]: PICTURE }));
  expect(first.items.map(({ reason }) => reason?.code ?? null)).toEqual([
    ...[null, null, null],
    ...['format-lacks-several', 'picture-gone', 'holds-no-feedback'],
  ]);
  const back = await readQuestions('moodle-xml', first.file);
  expect(back.flatMap(({ reason, notes }) => [reason, ...notes])).toEqual([null, null, null]);
  expect(back[0]!.question!.body).toMatchObject({
    picture: { alt: picture.alt },
    places: [{ width: 30, height: 40 }],
    scoring: 'exact',
  });
  expect(back[1]!.question).toMatchObject({
    stem: 'Ở đâu?',
    body: { text: 'Chữ < "to" &amp;', questions: [one] },
  });
});

test('statements of the plugins kprime and mtf', async () => {
  const row = (n: number, right: number) =>
    `<row number="${n}"><optiontext format="html"><text><![CDATA[<p>Ý ${n}</p>]]></text></optiontext><feedbacktext format="html"><text></text></feedbacktext></row>` +
    [1, 2]
      .map(
        (column) =>
          `<weight rownumber="${n}" columnnumber="${column}"><value>${column === right ? '1.000' : '0.000'}</value></weight>`,
      )
      .join('');
  const columns = (...said: string[]) =>
    said
      .map(
        (each, index) =>
          `<column number="${index + 1}"><responsetext format="moodle_auto_format"><text>${each}</text></responsetext></column>`,
      )
      .join('');
  const inside = (method: string, heads: string) =>
    `<scoringmethod><text>${method}</text></scoringmethod>${heads}${row(1, 1)}${row(2, 2)}${row(3, 2)}`;
  const { question: read } = await found(question('kprime', inside('kprime', columns('Đúng', 'Sai'))));
  expect(read).toMatchObject({
    type: 'kprim',
    body: {
      statements: [{ text: 'Ý 1', correct: true }, { correct: false }, { correct: false }],
      scoring: 'kprim',
    },
  });
  const swapped = await found(question('mtf', inside('mtfonezero', columns('False', 'True'))));
  expect(swapped.question!.body).toMatchObject({
    statements: [{ correct: false }, {}, {}],
    scoring: 'exact',
  });
  expect((await found(question('mtf', inside('subpoints', columns('Cao', 'Thấp'))))).reason?.code).toBe(
    'answers-not-understood',
  );
});
