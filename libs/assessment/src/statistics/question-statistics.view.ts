import type { QuestionBank } from '../bank/question-bank.entity.js';
import type { Quiz } from '../quiz/quiz.entity.js';
import { regradesHref } from '../regrade/regrade-links.js';
import type { ChoiceTable } from './choices.js';
import { figuresView } from './figures.view.js';
import { textsOf } from './offered-choices.js';
import { OTHER_ANSWERS } from './quiz-tally.js';
import type { QuestionFigures } from './statistics.repository.js';

/** One question version at one quiz: its figures, and who chose what. */
export function questionStatisticsView(
  quiz: Quiz,
  bank: QuestionBank,
  question: QuestionFigures & { body: object; choices: ChoiceTable },
) {
  const { choices } = question;
  const share = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole);
  const texts = textsOf(question.body);
  const bankHref = `/authoring/banks/${bank.id}`;
  return {
    quiz: { title: quiz.title, href: `/authoring/quizzes/${quiz.id}/statistics` },
    bank: { title: bank.title, href: bankHref },
    editHref: `${bankHref}/questions/${question.questionId}`,
    regradeHref: `${regradesHref(quiz.id)}/new?version=${question.versionId}`,
    code: question.externalId,
    version: question.version,
    type: question.type,
    stem: question.stem,
    ...figuresView(question),
    blank: choices.blank,
    blankShare: share(choices.blank, choices.n),
    choices: choices.choices.map(({ choice, right, n, strong, weak }) => ({
      ...wordsOf(choice, texts),
      right,
      n,
      share: share(n, choices.n),
      strong: share(strong, choices.strong),
      weak: share(weak, choices.weak),
    })),
  };
}

const PLAIN = ['true', 'false'];

/** An answer in words: a text of the question, a part with what was put there, or as it was typed. */
function wordsOf(choice: string, texts: Map<string, string>): { text: string | null; label: string | null } {
  const word = (id: string) => texts.get(id) ?? id;
  if (texts.has(choice)) return { text: word(choice), label: null };
  if (PLAIN.includes(choice)) return { text: null, label: `assessment.option.${choice}` };
  if (choice === OTHER_ANSWERS) return { text: null, label: 'assessment.statistics.other-answers' };
  const parts = /^([a-z0-9.-]+)=(.*)$/s.exec(choice);
  if (!parts) return { text: choice, label: null };
  return { text: `${word(parts[1]!)} → ${word(parts[2]!)}`, label: null };
}
