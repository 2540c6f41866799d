import type { QuestionBank } from '../bank/question-bank.entity.js';
import type { Quiz } from '../quiz/quiz.entity.js';
import { regradesHref } from '../regrade/regrade-links.js';
import { FLAGS, figuresView, flagView } from './figures.view.js';
import { FEWEST_ANSWERS } from './flags.js';
import type { QuestionFigures, QuizFigures } from './statistics.repository.js';

const STEM_SHOWN = 90;

/** All questions of a quiz with their figures, or those of one flag. */
export function quizStatisticsView(
  quiz: Quiz,
  bank: QuestionBank,
  figures: QuizFigures | null,
  questions: QuestionFigures[],
  flag: string,
) {
  const here = `/authoring/quizzes/${quiz.id}/statistics`;
  const counts = FLAGS.map((each) => ({
    ...flagView(each),
    href: `${here}?flag=${each}`,
    count: questions.filter(({ flags }) => flags.includes(each)).length,
    current: each === flag,
  }));
  const chosen = counts.find(({ current }) => current)?.flag;
  const shown = chosen ? questions.filter(({ flags }) => flags.includes(chosen)) : questions;
  return {
    quiz: { title: quiz.title },
    bank: { title: bank.title, href: `/authoring/banks/${bank.id}` },
    here,
    regradesHref: quiz.frozenAt ? regradesHref(quiz.id) : null,
    figures: figures && { ...figures, alpha: figures.alpha === null ? null : figures.alpha * 100 },
    bars: figures?.histogram.map((count, tenth) => ({
      from: tenth * 10,
      to: tenth * 10 + 10,
      count,
      passes: tenth * 10 >= quiz.passPercent,
    })),
    passPercent: quiz.passPercent,
    fewest: FEWEST_ANSWERS,
    total: questions.length,
    flags: counts.filter(({ count, current }) => count > 0 || current),
    all: !chosen,
    questions: shown.map((question) => ({
      href: `${here}/${question.versionId}`,
      code: question.externalId,
      version: question.version,
      stem:
        question.stem.length > STEM_SHOWN
          ? `${question.stem.slice(0, STEM_SHOWN).trimEnd()}…`
          : question.stem,
      ...figuresView(question),
    })),
  };
}
