import { describe, expect, test } from '@jest/globals';
import { readQuestions } from './read-questions.js';

const read = async (format: string, text: string) => readQuestions(format, Buffer.from(text));
/** One line an item: its type and what it asks, or why it is refused. */
const told = async (format: string, text: string) =>
  (await read(format, text)).map(({ type, question, reason, notes }) =>
    [
      question ? `${type}: ${question.stem}` : `refused: ${reason?.code}`,
      ...notes.map(({ code }) => code),
    ].join(' | '),
  );
const one = async (format: string, text: string) => {
  const [item] = await read(format, text);
  return item?.question ?? { refused: item?.reason };
};

describe('GIFT', () => {
  test.each([
    ['Who?{=Grant ~no one ~Napoleon ~Churchill}', 'single: Who?'],
    ['::Q1:: 1+1=2 {T}', 'true-false: 1+1=2'],
    ['Sky is blue{FALSE#wrong#right}', 'true-false: Sky is blue | note-feedback-dropped'],
    ['What? { ~%-50%a ~%50%b ~%50%c ~%-50%d }', 'multiple: What?'],
    ['What? { ~%-100%a ~%50%b ~%50%c ~%-100%d }', 'multiple: What? | note-wrong-options-cost'],
    ['Japanese {~start =sit} here', 'single: Japanese _____ here | note-gap-shown'],
    ['Match. { =a -> 1 =b -> 2 =c -> 3 }', 'matching: Match.'],
    ['Say \\{x\\}\\: a\\=b {=yes\\~ ~no\\#}', 'single: Say {x}: a=b'],
    ['[html]<p>Chọn <b>đúng</b> &amp; đủ</p>{=a ~b}', 'single: Chọn đúng & đủ | note-look-dropped'],
    ['[html]<table><tr><td>x</td></tr></table>{=a ~b}', 'refused: holds-element'],
    ['Pick{=a =b ~c}', 'refused: several-right'],
    ['Pick{=a ~%50%b ~c}', 'refused: partial-credit'],
    ['Pick{~%70%a ~%30%b ~c}', 'refused: weighted-options'],
    ['Pick{~a ~b}', 'refused: no-right-answer'],
    ['Write about it. {}', 'refused: needs-person'],
    ['Read this first.', 'refused: no-answers'],
    ['Broken {=a ~b', 'refused: brackets-do-not-match'],
    ['Broken {=a ~b}}', 'refused: brackets-do-not-match'],
    ['{=a ~b}', 'refused: no-stem'],
    ['What? {a ~b}', 'refused: answers-not-understood'],
  ])('%s', async (text, wanted) => expect(await told('gift', text)).toEqual([wanted]));

  test('feedback, explanation, code, tags and what tags carry for us', async () => {
    const text =
      '// [id:cau-1] [tag:an toàn] [tag:hocvuso:component=6.1] [tag:hocvuso:level=3]\n::Tên::Hỏi gì?{\n=Đúng#Vì thế\n~Sai ####Nhớ\\nkỹ\n}';
    expect(await one('gift', text)).toEqual({
      externalId: 'cau-1',
      type: 'single',
      stem: 'Hỏi gì?',
      body: {
        options: [
          { id: 'a', text: 'Đúng', correct: true, feedback: 'Vì thế' },
          { id: 'b', text: 'Sai', correct: false, feedback: undefined },
        ],
      },
      explanation: 'Nhớ\nkỹ',
      tags: ['an toàn'],
      component: '6.1',
      level: 3,
    });
  });

  test('a category is the tag of what follows; items know their line; the same file gives the same codes', async () => {
    const text = '$CATEGORY: $course$/top/Mạng xã hội\n\n// chú thích\nA?{T}\n\n\nA?{T}\n\nB?{F}';
    const items = await read('gift', text);
    expect(items.map(({ at, reason }) => [at, reason?.code])).toEqual([
      [3, undefined],
      [7, 'code-twice'],
      [9, undefined],
    ]);
    expect(items[0]?.question?.tags).toEqual(['Mạng xã hội']);
    expect((await read('gift', text))[0]?.question?.externalId).toBe(items[0]?.question?.externalId);
  });
});

describe('Aiken', () => {
  test.each([
    ['What?\nA) a\nB. b\nANSWER: B', 'single: What?'],
    ['What?\nA. a\nB. b', 'refused: no-answer-line'],
    ['What?\nA. a\nB. b\nANSWER: C', 'refused: answer-not-an-option'],
    ['What?\nA. a\nB. b\nANSWER: A, B', 'refused: answer-not-one-letter'],
    ['What?\nA. a\nC. b\nANSWER: A', 'refused: options-not-in-order'],
    ['What?\nA. a\nand more\nB. b\nANSWER: A', 'refused: line-not-understood'],
    ['What?\nA. a\nB. b\nANSWER: A\nBecause', 'refused: text-after-answer'],
    ['A. a\nB. b\nANSWER: A', 'refused: no-stem'],
    ['What?\nA. a\nANSWER: A', 'refused: assessment.option-count'],
  ])('%j', async (text, wanted) => expect(await told('aiken', text)).toEqual([wanted]));

  test('a stem may have several lines; Windows line ends and a byte order mark do not matter', async () =>
    expect(
      await told(
        'aiken',
        '\u{FEFF}Một\r\nHai\r\nA. a\r\nB. b\r\nANSWER: a\r\n\r\nBa\r\nA. a\r\nB. b\r\nANSWER: B',
      ),
    ).toEqual(['single: Một\nHai', 'single: Ba']));
});

describe('Moodle XML', () => {
  const answer = (fraction: string, text: string, more = '') =>
    `<answer fraction="${fraction}" format="html"><text><![CDATA[<p>${text}</p>]]></text>${more}</answer>`;
  const question = (type: string, inside: string, text = '<p>Hỏi gì?</p>') =>
    `<question type="${type}"><name><text>Câu</text></name><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext><defaultgrade>1.0000000</defaultgrade>${inside}</question>`;
  const quiz = (...questions: string[]) =>
    `<?xml version="1.0" encoding="UTF-8"?><quiz>${questions.join('')}</quiz>`;
  const two = answer('100', 'đúng') + answer('0', 'sai');

  test.each([
    ['multichoice', `<single>true</single>${two}`, 'single: Hỏi gì?'],
    [
      'multichoice',
      `<single>true</single>${answer('100', 'a')}${answer('-33.33333', 'b')}`,
      'single: Hỏi gì? | note-no-negative-marks',
    ],
    [
      'multichoice',
      `<single>false</single>${answer('50', 'a')}${answer('50', 'b')}${answer('-50', 'c')}`,
      'multiple: Hỏi gì?',
    ],
    [
      'multichoice',
      `<single>false</single>${answer('33.33333', 'a')}${answer('33.33333', 'b')}${answer('33.33333', 'c')}${answer('0', 'd')}`,
      'multiple: Hỏi gì? | note-wrong-options-cost',
    ],
    ['multichoiceset', `${answer('100', 'a')}${answer('100', 'b')}${answer('0', 'c')}`, 'multiple: Hỏi gì?'],
    [
      'truefalse',
      '<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer>',
      'true-false: Hỏi gì?',
    ],
    [
      'matching',
      '<subquestion><text>a</text><answer><text>1</text></answer></subquestion><subquestion><text>b</text><answer><text>2</text></answer></subquestion><subquestion><text></text><answer><text>3</text></answer></subquestion>',
      'matching: Hỏi gì?',
    ],
    [
      'multichoice',
      `<single>true</single>${two}<hint><text>x</text></hint>`,
      'single: Hỏi gì? | note-hints-dropped',
    ],
    [
      'multichoice',
      `<single>true</single>${two}<correctfeedback><text>Giỏi lắm</text></correctfeedback>`,
      'single: Hỏi gì? | note-feedback-dropped',
    ],
    ['essay', '', 'refused: needs-person'],
    ['description', '', 'refused: no-answers'],
    ['cloze', '', 'refused: no-answers'],
    ['constructor', '', 'refused: unknown-kind'],
    [
      'numerical',
      '<answer fraction="100"><text>5</text><tolerance>1</tolerance></answer><units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>',
      'refused: holds-units',
    ],
    ['truefalse', '<answer fraction="100"><text>đúng</text></answer>', 'refused: answers-not-understood'],
    ['multichoice', `<single>true</single>${answer('x', 'a')}`, 'refused: number-not-understood'],
  ])('%s %#', async (type, inside, wanted) =>
    expect(await told('moodle-xml', quiz(question(type, inside)))).toEqual([wanted]),
  );

  test.each([
    ['<img src="@@PLUGINFILE@@/x.png">', 'file-missing'],
    ['<img src="https://x/y.png">', 'holds-element'],
    ['x<sup>2</sup>', 'holds-element'],
    ['<script>alert(1)</script>', 'holds-element'],
    ['<p></p>', 'no-stem'],
  ])('text %s is not taken half', async (text, code) =>
    expect(await told('moodle-xml', quiz(question('multichoice', two, text)))).toEqual([`refused: ${code}`]),
  );

  test('one refused item holds no other', async () =>
    expect(await told('moodle-xml', quiz(question('essay', ''), question('multichoice', two)))).toEqual([
      'refused: needs-person',
      'single: Hỏi gì?',
    ]));

  test.each([
    ['<quiz><question>', 'xml-not-well-formed'],
    ['<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>', 'xml-doctype'],
    ['<!DOCTYPE quiz><quiz/>', 'xml-doctype'],
    ['<quiz>&a;</quiz>', 'xml-not-well-formed'],
    [`${'<a>'.repeat(200)}${'</a>'.repeat(200)}`, 'xml-too-deep'],
    ['<html/>', 'not-moodle-xml'],
    ['<quiz/>', 'no-items'],
    ['', 'file-empty'],
  ])('%# is refused as a whole', async (text, code) =>
    expect(read('moodle-xml', text)).rejects.toMatchObject({ code }),
  );

  test('other encodings are refused, UTF-16 is read', async () => {
    await expect(readQuestions('aiken', Buffer.from('Câu?', 'latin1'))).rejects.toMatchObject({
      code: 'not-utf-8',
    });
    const utf16 = Buffer.from('\u{FEFF}Câu?\nA. a\nB. b\nANSWER: A', 'utf16le');
    expect((await readQuestions('aiken', utf16))[0]?.question?.stem).toBe('Câu?');
  });
});
