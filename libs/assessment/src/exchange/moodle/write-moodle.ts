import { GAP_TYPES } from '../gap-notation.js';
import type { OutgoingPictures, OutgoingQuestion } from '../item.js';
import { tagOfType } from '../moodle-rules.js';
import { settingTags, tagsFor } from '../settings-tags.js';
import { type Element, element, xmlDocument } from '../xml/write.js';
import { gapQuestion } from './gap-kinds.js';
import { kindOf, plain, word } from './write-kinds.js';
import { type FileToFill, imageQuestion, oneUnderText, type Question } from './write-pictures.js';

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
