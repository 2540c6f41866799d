import { GAP_TYPES } from '../gap-notation.js';
import { ItemRefused, type OutgoingPictures, type OutgoingQuestion } from '../item.js';
import { categoryPairs, pairsOf, sharesOf, tagOfType } from '../moodle-rules.js';
import { settingTags, tagsFor } from '../settings-tags.js';
import { type Element, element, xmlDocument } from '../xml/write.js';
import { gapQuestion } from './gap-kinds.js';
import { type FileToFill, imageQuestion, oneUnderText, type Question } from './write-pictures.js';

interface Option {
  text: string;
  correct: boolean;
  feedback?: string;
}
interface Accepted {
  text: string;
  value: string;
  tolerance?: string;
  percent?: number;
  feedback?: string;
}

const plain = (name: string, text: string) =>
  element(name, { format: 'plain_text' }, element('text', {}, text));
const word = (name: string, text: string) => element(name, {}, element('text', {}, text));

const answer = (fraction: string | number, text: string, feedback: string | undefined, ...more: Element[]) =>
  element(
    'answer',
    { fraction, format: 'plain_text' },
    element('text', {}, text),
    plain('feedback', feedback ?? ''),
    more,
  );

/** Moodle's name of the type, and what the question asks. Throws for types that Moodle has no counterpart of. */
function kindOf({ type, body }: Question): { kind: string; parts: Element[]; settings: string[] } {
  switch (type) {
    case 'single': {
      const { options } = body as { options: Option[] };
      return {
        kind: 'multichoice',
        parts: [
          element('single', {}, 'true'),
          element('shuffleanswers', {}, 'true'),
          ...options.map(({ text, correct, feedback }) => answer(correct ? 100 : 0, text, feedback)),
        ],
        settings: [],
      };
    }
    case 'multiple': {
      const { options, scoring } = body as { options: Option[]; scoring?: string };
      const shares =
        scoring === 'exact' ? options.map(({ correct }) => (correct ? '100' : '0')) : sharesOf(options);
      return {
        kind: scoring === 'exact' ? 'multichoiceset' : 'multichoice',
        parts: [
          ...(scoring === 'exact' ? [] : [element('single', {}, 'false')]),
          element('shuffleanswers', {}, 'true'),
          ...options.map(({ text, feedback }, index) => answer(shares[index]!, text, feedback)),
        ],
        settings: [],
      };
    }
    case 'true-false': {
      const truth = (body as { answer: boolean }).answer;
      return {
        kind: 'truefalse',
        parts: [true, false].map((value) => answer(value === truth ? 100 : 0, `${value}`, undefined)),
        settings: [],
      };
    }
    case 'short-answer': {
      const { accepted, letterCase } = body as { accepted: Accepted[]; letterCase?: string };
      return {
        kind: 'shortanswer',
        parts: [
          element('usecase', {}, letterCase === 'required' ? '1' : '0'),
          ...accepted.map(({ text, percent, feedback }) =>
            answer(percent ?? 100, text.replaceAll('*', '\\*'), feedback),
          ),
        ],
        settings: ['diacritics'],
      };
    }
    case 'numeric': {
      const { accepted, unit } = body as { accepted: Accepted[]; unit?: object };
      if (unit) throw new ItemRefused('format-lacks-unit');
      return {
        kind: 'numerical',
        parts: accepted.map(({ value, tolerance, percent, feedback }) =>
          answer(percent ?? 100, value, feedback, element('tolerance', {}, tolerance ?? '0')),
        ),
        settings: [],
      };
    }
    case 'matching':
    case 'categorise':
      return {
        kind: 'matching',
        parts: [
          element('shuffleanswers', {}, 'true'),
          ...pairsIn(type, body).map(({ text, match }) =>
            element(
              'subquestion',
              { format: 'plain_text' },
              element('text', {}, text),
              word('answer', match),
            ),
          ),
        ],
        settings: ['scoring'],
      };
    case 'ordering': {
      const { items, scoring } = body as { items: { text: string }[]; scoring?: string };
      return {
        kind: 'ordering',
        parts: [
          element('gradingtype', {}, scoring === 'exact' ? 'ALL_OR_NOTHING' : 'ABSOLUTE_POSITION'),
          ...items.map(({ text }, index) => answer(index + 1, text, undefined)),
        ],
        settings: [],
      };
    }
    default:
      throw new ItemRefused('format-lacks-type');
  }
}

const pairsIn = (type: string, body: object) =>
  type === 'categorise'
    ? categoryPairs(body as Parameters<typeof categoryPairs>[0])
    : pairsOf(body as Parameters<typeof pairsOf>[0]);

/** What differs between kinds of questions. */
interface Parts {
  kind: string;
  parts: Element[];
  settings: string[];
  /** Texts that Moodle has in the text of the question. */
  stem: string;
  tags: string[];
  files: FileToFill[];
}

function partsOf(question: Question, pictures: OutgoingPictures): Parts {
  const { type, stem } = question;
  if (GAP_TYPES.includes(type)) {
    const gaps = gapQuestion(question);
    return { ...gaps, files: [], settings: ['scoring', ...(gaps.kind === 'cloze' ? ['diacritics'] : [])] };
  }
  if (type === 'drag-onto-picture') return { stem, ...imageQuestion(question, pictures) };
  return { stem, files: [], tags: tagOfType(type), ...kindOf(question) };
}

/** A question with the files in it, whose content comes when the quiz is written. */
export interface MoodleQuestion {
  element: Element;
  files: FileToFill[];
}

/** One question as an element of a Moodle quiz. */
export function moodleQuestion(question: OutgoingQuestion, pictures: OutgoingPictures): MoodleQuestion {
  const shared = question.type === 'stimulus' ? oneUnderText(question, pictures) : null;
  const asked = shared?.asked ?? question;
  const { kind, parts, settings, stem, tags: more, files } = partsOf(asked, pictures);
  const settled = settingTags(asked.type, asked.body, settings);
  const tags = [...tagsFor(question, []), ...settled, ...more];
  const text = shared?.text(stem);
  const written = element(
    'question',
    { type: kind },
    word('name', question.externalId),
    text?.element ?? plain('questiontext', stem),
    plain('generalfeedback', question.explanation ?? ''),
    element('defaultgrade', {}, '1'),
    element('penalty', {}, '0'),
    element('hidden', {}, '0'),
    element('idnumber', {}, question.externalId),
    parts,
    tags.length > 0
      ? element(
          'tags',
          {},
          tags.map((tag) => word('tag', tag)),
        )
      : null,
  );
  return { element: written, files: [...(text?.files ?? []), ...files] };
}

/** The quiz of these questions, with the contents of their files. */
export async function moodleFile(questions: MoodleQuestion[]): Promise<Buffer> {
  for (const { element, picture } of questions.flatMap(({ files }) => files))
    element.children.push((await picture.content()).toString('base64'));
  const root = element(
    'quiz',
    {},
    questions.map((question) => question.element),
  );
  return Buffer.from(xmlDocument(root));
}
