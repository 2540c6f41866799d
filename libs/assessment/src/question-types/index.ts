import { Categorise } from './categorise/categorise.js';
import { DragOntoPicture } from './drag-onto-picture/drag-onto-picture.js';
import { DragWords } from './drag-words/drag-words.js';
import { GapSelect } from './gap-select/gap-select.js';
import { GapText } from './gap-text/gap-text.js';
import { HotspotChoice } from './hotspot/hotspot.js';
import { Kprim } from './kprim/kprim.js';
import { Likert } from './likert/likert.js';
import { Matching } from './matching/matching.js';
import { MultipleChoice } from './multiple/multiple.js';
import { Numeric } from './numeric/numeric.js';
import { Ordering } from './ordering/ordering.js';
import type { QuestionType } from './question-type.js';
import { ShortAnswer } from './short-answer/short-answer.js';
import { SingleChoice } from './single/single.js';
import { Stimulus } from './stimulus/stimulus.js';
import { TrueFalse } from './true-false/true-false.js';

const alone: QuestionType[] = [
  new SingleChoice(),
  new MultipleChoice(),
  new TrueFalse(),
  new Kprim(),
  new Matching(),
  new Ordering(),
  new Categorise(),
  new GapText(),
  new GapSelect(),
  new DragWords(),
  new Numeric(),
  new ShortAnswer(),
  new HotspotChoice(),
  new DragOntoPicture(),
  new Likert(),
];
const types = new Map<string, QuestionType>([...alone, new Stimulus(alone)].map((type) => [type.code, type]));

export const questionTypes: readonly QuestionType[] = [...types.values()];
export const questionTypeCodes: string[] = [...types.keys()];

/** The module of a type; an unknown code is a bug, since the database holds known ones only. */
export function questionType(code: string): QuestionType {
  const type = types.get(code);
  if (!type) throw new Error(`Unknown question type: ${code}`);
  return type;
}

export * from './question-type.js';
