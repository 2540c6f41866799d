import { describe, expect, test } from '@jest/globals';
import { readQuestions } from './read-questions.js';

/** One line an item: its type, what it asks and what is told, or why it is refused. */
const told = async (format: string, text: string) =>
  (await readQuestions(format, Buffer.from(text))).map(({ type, question, reason, notes }) =>
    [
      question ? `${type}: ${question.stem}` : `refused: ${reason?.code}`,
      ...notes.map(({ code }) => code),
    ].join(' | '),
  );
const bodyOf = async (format: string, text: string) =>
  (await readQuestions(format, Buffer.from(text)))[0]?.question?.body;

describe('GIFT as others write it', () => {
  test.each([
    ['Thẻ <b>đậm</b><br>là gì?{=a ~b}', 'single: Thẻ đậm\nlà gì? | note-look-dropped'],
    ['[moodle]Xem <img src="@@PLUGINFILE@@/a.png">{=a ~b}', 'refused: holds-element'],
    ['So sánh a<b và c>d{=a ~b}', 'single: So sánh a<b và c>d'],
    ['[markdown]The *American* holiday{=a ~b}', 'single: The American holiday | note-look-dropped'],
    ['[markdown]Xem ![hình](x.png){=a ~b}', 'refused: holds-element'],
    ['Tính \\(x^2\\){=a ~b}', 'refused: holds-formula'],
    ['[plain]Giá $$5 hay $$6{=a ~b}', 'single: Giá $$5 hay $$6'],
    ['Mảng a[1\\]{T}', 'true-false: Mảng a[1\\]'],
    ['Ghép{=a -> 1 =b =c -> 2}', 'refused: answers-not-understood'],
    ['[html]<ol><li>Một</li><li>Hai</li></ol>1 đúng?{T}', 'true-false: 1. Một\n\n2. Hai\n\n1 đúng?'],
    ['[html]<pre>a\\nb</pre>{T}', 'true-false: a\nb'],
    ['[html]<pre>if a\\:\\n  b()</pre>{T}', 'refused: holds-element'],
    ['[html]<p>Dán từ Word<o:p></o:p></p>{T}', 'true-false: Dán từ Word'],
  ])('%s', async (text, wanted) => expect(await told('gift', text)).toEqual([wanted]));

  test('numbers may have an exponent', async () =>
    expect(await bodyOf('gift', 'Bao nhiêu?{#1.5e3:1E-2}')).toEqual({
      accepted: [{ value: '1500', tolerance: '0.01', percent: 100 }],
    }));

  test('a name that two questions have is the code of the first', async () => {
    const items = await readQuestions(
      'gift',
      Buffer.from('::Câu-1::Một?{T}\n\n::Cau-1::Hai?{T}\n\n::Cau-1::Ba?{F}'),
    );
    const codes = items.map(({ question }) => question?.externalId);
    expect(codes[1]).toBe('Cau-1');
    expect(codes[2]).toMatch(/^cau-1-[0-9a-f]{10}$/);
  });

  test('two slashes are one that belongs to the name of a category', async () => {
    const [item] = await readQuestions(
      'gift',
      Buffer.from('$CATEGORY: $course$/top/Mạng//Internet\n\nA?{T}'),
    );
    expect(item!.question!.tags).toEqual(['Mạng/Internet']);
  });
});

describe('Aiken as others write it', () => {
  const options = 'A. a\nB. b';
  test.each([
    [`Một?\n${options}\nANSWER: A\nHai?\n${options}\nANSWER: B`, ['single: Một?', 'single: Hai?']],
    [`Một?\n\n${options}\n\nANSWER: A`, ['single: Một?']],
    [`Đoạn.\n\nHỏi?\n${options}\nANSWER: A`, ['single: Đoạn.\nHỏi? | note-paragraphs-ask']],
    [`Một?\n${options}\n\nHai?\n${options}\nANSWER: B`, ['refused: no-answer-line', 'single: Hai?']],
    [`Một?\n${options}\nANSWER: A\n\nHết.`, ['single: Một?', 'refused: no-answer-line']],
  ])('%j', async (text, wanted) => expect(await told('aiken', text)).toEqual(wanted));

  test('items know the line where they begin', async () => {
    const text = `Một?\n${options}\nANSWER: A\nHai?\n${options}\nANSWER: B`;
    expect((await readQuestions('aiken', Buffer.from(text))).map(({ at }) => at)).toEqual([1, 5]);
  });
});

describe('Moodle XML as Moodle writes it', () => {
  const question = (type: string, inside: string, text = 'Hỏi gì?', format = 'html') =>
    `<quiz><question type="${type}"><name><text>Câu</text></name><questiontext format="${format}"><text><![CDATA[${text}]]></text></questiontext>${inside}</question></quiz>`;
  const two = '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>';
  const placed = ['3', '1', '2']
    .map((place) => `<answer fraction="${place}.0000000"><text>thứ ${place}</text></answer>`)
    .join('');
  test.each([
    [
      question('multichoice', `<shuffleanswers>false</shuffleanswers>${two}`),
      'single: Hỏi gì? | note-shuffled',
    ],
    [question('multichoice', `<shuffleanswers>true</shuffleanswers>${two}`), 'single: Hỏi gì?'],
    [question('multichoice', two, 'Một\nhai &amp; ba', 'moodle_auto_format'), 'single: Một\nhai & ba'],
    [question('multichoice', two, '**Đậm**', 'markdown'), 'single: Đậm | note-look-dropped'],
    [question('multichoice', two, '\\(x^2\\)'), 'refused: holds-formula'],
    [
      question('ordering', `<selecttype>RANDOM</selecttype><selectcount>2</selectcount>${placed}`),
      'ordering: Hỏi gì? | note-ordering-all',
    ],
    [question('cloze', '', 'Điền:<br><br>{1:SA:=x} và {1:SA=y}'), 'refused: gap-not-understood'],
  ])('%#', async (text, wanted) => expect(await told('moodle-xml', text)).toEqual([wanted]));

  test('things are ordered by their places, gaps may begin with the sign between two answers', async () => {
    expect(await bodyOf('moodle-xml', question('ordering', placed))).toMatchObject({
      items: [{ text: 'thứ 1' }, { text: 'thứ 2' }, { text: 'thứ 3' }],
    });
    expect(await bodyOf('moodle-xml', question('cloze', '', 'Chọn {1:MCS:~a~=b}'))).toMatchObject({
      gaps: [
        {
          options: [
            { text: 'a', correct: false },
            { text: 'b', correct: true },
          ],
        },
      ],
    });
  });

  test('a tolerance as PHP prints it', async () => {
    const answer = '<answer fraction="100"><text>3</text><tolerance>1.0E-5</tolerance></answer>';
    expect(await bodyOf('moodle-xml', question('numerical', answer))).toMatchObject({
      accepted: [{ value: '3', tolerance: '0.00001' }],
    });
  });
});
