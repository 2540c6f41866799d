import type { QuestionBank } from '../bank/question-bank.entity.js';
import type { Quiz } from '../quiz/quiz.entity.js';
import type { ChoiceTable } from '../statistics/choices.js';
import { textsOf } from '../statistics/offered-choices.js';
import type { QuizFigures } from '../statistics/statistics.repository.js';

/** Answers of fewer people are not shown: who knows the group could tell who said what. */
export const FEWEST_PEOPLE = 5;

export interface AskedQuestion {
  versionId: string;
  stem: string;
  body: object;
  choices: ChoiceTable;
}

interface Count {
  text: string | null;
  label: string | null;
  n: number;
  share: number;
}

/** Totals by question; null in place of the answers of a question that too few people were asked. */
export function surveyView(
  quiz: Pick<Quiz, 'title'>,
  bank: Pick<QuestionBank, 'id' | 'title'>,
  figures: Pick<QuizFigures, 'attempts' | 'asOf'> | null,
  questions: AskedQuestion[],
) {
  const enough = figures !== null && figures.attempts >= FEWEST_PEOPLE;
  return {
    quiz: { title: quiz.title },
    bank: { title: bank.title, href: `/authoring/banks/${bank.id}` },
    fewest: FEWEST_PEOPLE,
    // Not even how many they are, while they are few.
    answered: enough ? { people: figures.attempts, asOf: figures.asOf } : null,
    questions: enough
      ? questions.map(({ stem, body, choices }) => ({
          stem,
          n: choices.n,
          counts: choices.n >= FEWEST_PEOPLE ? countsOf(body, choices) : null,
        }))
      : [],
  };
}

/** What was offered, in its order; whatever people wrote themselves is only counted. */
function countsOf(body: object, { n, blank, choices }: ChoiceTable): Count[] {
  const texts = textsOf(body);
  const share = (part: number) => (100 * part) / n;
  const counts: Count[] = [];
  for (const { choice, n: given } of choices) {
    const words = wordsOf(choice, texts);
    if (words) counts.push({ ...words, n: given, share: share(given) });
  }
  // Where nothing was offered people wrote for themselves: that they did is told, what they wrote is not.
  if (counts.length === 0 && n > blank)
    counts.push({ text: null, label: 'assessment.survey.own-words', n: n - blank, share: share(n - blank) });
  if (blank > 0) counts.push({ text: null, label: 'assessment.review.blank', n: blank, share: share(blank) });
  return counts;
}

function wordsOf(choice: string, texts: Map<string, string>): Pick<Count, 'text' | 'label'> | null {
  const whole = texts.get(choice);
  if (whole !== undefined) return { text: whole, label: null };
  if (choice === 'true' || choice === 'false') return { text: null, label: `assessment.option.${choice}` };
  const at = choice.indexOf('=');
  const [part, value] = [texts.get(choice.slice(0, at)), texts.get(choice.slice(at + 1))];
  return part === undefined || value === undefined ? null : { text: `${part} → ${value}`, label: null };
}
