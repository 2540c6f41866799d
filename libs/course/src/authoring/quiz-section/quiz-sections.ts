import { Injectable } from '@nestjs/common';
import { type QuizInfo, Quizzes, type SectionInfo, type SectionInput } from '#assessment';
import { NotFound } from '#platform/errors';
import type { Actor } from '#platform/http';
import { Drafts } from '../draft/drafts.js';

/** The quiz lesson of a course whose sections are meant. */
export interface QuizPlace {
  id: string;
  lessonId: string;
}

/** The sections of an examination, practice or survey while its course is a draft. */
@Injectable()
export class QuizSections {
  constructor(
    private readonly drafts: Drafts,
    private readonly quizzes: Quizzes,
  ) {}

  /** Throws NotFound for a lesson that holds no quiz. */
  async quiz(actor: Actor, { id, lessonId }: QuizPlace): Promise<QuizInfo> {
    const { quizId } = (await this.drafts.require(actor, id)).lesson(lessonId);
    if (!quizId) throw new NotFound();
    return this.quizzes.find(quizId);
  }

  /**
   * Without any left the quiz is one piece again, with the questions of the section that was there last. Throws
   * InvalidInput when they would take longer than the quiz.
   */
  async change(
    actor: Actor,
    place: QuizPlace,
    work: (sections: SectionInput[]) => SectionInput[],
  ): Promise<void> {
    await this.update(actor, place, (quiz) => {
      const before: SectionInput[] = quiz.sections.map(({ title, instructions, minutes, ...drawn }) => ({
        ...{ title, instructions, minutes },
        ...wayOf(drawn),
      }));
      const sections = work(before);
      return sections.length > 0 ? { sections } : wayOf(quiz.sections[0] ?? quiz);
    });
  }

  async navigate(actor: Actor, place: QuizPlace, navigation: QuizInfo['navigation']): Promise<void> {
    await this.update(actor, place, () => ({ navigation }));
  }

  private async update(
    actor: Actor,
    { id, lessonId }: QuizPlace,
    changes: (quiz: QuizInfo) => Parameters<Quizzes['update']>[1],
  ): Promise<void> {
    await this.drafts.change(actor, id, async (draft, tx) => {
      const { quizId } = draft.lesson(lessonId);
      if (!quizId) throw new NotFound();
      await this.quizzes.update(quizId, changes(await this.quizzes.find(quizId, tx)), tx);
    });
  }
}

/** What a quiz or a section draws, as it is given. */
const wayOf = ({ blueprintId, draw }: Pick<SectionInfo, 'blueprintId' | 'draw'>) =>
  blueprintId ? { blueprintId } : { draw: draw.map(({ tag, count }) => ({ tag, count })) };
