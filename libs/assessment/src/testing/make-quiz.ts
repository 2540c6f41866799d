import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';
import type { World } from '#platform/testing';
import type { QuestionInput } from '../bank/question.input.js';
import { QuestionBanks } from '../bank/question-banks.service.js';
import type { QuizInput } from '../quiz/quiz.input.js';
import { Quizzes } from '../quiz/quizzes.service.js';

/** A frozen quiz on a bank of its own; draws every question with the tag `a` unless `settings` say otherwise. */
export async function makeQuiz(
  world: Pick<World, 'get'>,
  questions: QuestionInput[],
  settings: Partial<QuizInput> = {},
): Promise<string> {
  const { bankId } = await world.get(QuestionBanks).import(newId(), 'Ngân hàng thử', questions);
  const quizId = await world.get(Quizzes).create({
    ...{ bankId, title: 'Bài kiểm tra cuối khóa', minutes: 30, attemptsAllowed: 2, passPercent: 70 },
    draw: [{ tag: 'a', count: questions.length }],
    ...settings,
  });
  await world.get(Quizzes).freeze(quizId);
  return quizId;
}

/** A quiz with no questions, for grades of somebody else's making. */
export async function makeBareQuiz(db: Pick<EntityManager, 'query'>): Promise<string> {
  const [bankId, quizId] = [newId(), newId()];
  await db.query(`INSERT INTO question_bank (id, code, title) VALUES ($1, $2, 'Ngân hàng')`, [
    bankId,
    bankId,
  ]);
  await db.query(
    `INSERT INTO quiz (id, bank_id, title, minutes, attempts_allowed, pass_percent, draw)
     VALUES ($1, $2, 'Bài kiểm tra', 30, 3, 70, '[]')`,
    [quizId, bankId],
  );
  return quizId;
}
