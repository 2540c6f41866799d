import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CompetencyModule } from '#competency';
import { Accommodations } from './accommodation/accommodations.service.js';
import { AnswerJournal } from './attempt/answer-journal.repository.js';
import { Answers } from './attempt/answers.service.js';
import { AttemptRepository } from './attempt/attempt.repository.js';
import { AttemptSnapshots } from './attempt/attempt-snapshots.repository.js';
import { Attempts } from './attempt/attempts.service.js';
import { DeviceHandover } from './attempt/device-handover.service.js';
import { EntryAttempts } from './attempt/entry-attempts.service.js';
import { Submissions } from './attempt/submissions.service.js';
import { Folders } from './bank/folders.service.js';
import { Question } from './bank/question.entity.js';
import { QuestionBank } from './bank/question-bank.entity.js';
import { QuestionBanks } from './bank/question-banks.service.js';
import { QuestionFolder } from './bank/question-folder.entity.js';
import { QuestionVersion } from './bank/question-version.entity.js';
import { QuestionVersions } from './bank/question-versions.repository.js';
import { Blueprint } from './blueprint/blueprint.entity.js';
import { BlueprintCheck } from './blueprint/blueprint-check.js';
import { BlueprintTrials } from './blueprint/blueprint-trials.js';
import { Blueprints } from './blueprint/blueprints.service.js';
import { Candidates } from './blueprint/candidates.repository.js';
import { ItemFactsOf } from './blueprint/item-facts.repository.js';
import { QuizTrials } from './blueprint/quiz-trials.js';
import { ExchangePictures } from './exchange/exchange-pictures.service.js';
import { QuestionExchange } from './exchange/question-exchange.service.js';
import { QuestionImportRepository } from './exchange-pages/question-import.repository.js';
import { QuestionImports } from './exchange-pages/question-imports.service.js';
import { AttemptMarks } from './grading/attempt-marks.js';
import { GradeRows } from './grading/grade-rows.js';
import { Grades } from './grading/grades.service.js';
import { QuizRemedies } from './grading/quiz-remedies.repository.js';
import { Invigilation } from './invigilation/invigilation.service.js';
import { LikeGroupRows } from './likeness/like-groups.repository.js';
import { Likeness } from './likeness/likeness.service.js';
import { QuestionMappings } from './mapping/question-mappings.js';
import { QuestionPictures } from './picture/question-pictures.service.js';
import { QuestionChecks } from './practice/checks.repository.js';
import { Checking } from './practice/checks.service.js';
import { PreparedAttempts } from './prepared/prepared-attempts.service.js';
import { FrozenQuizzes } from './quiz/frozen-quizzes.repository.js';
import { Quiz } from './quiz/quiz.entity.js';
import { Quizzes } from './quiz/quizzes.service.js';
import { Regrade } from './regrade/regrade.entity.js';
import { RegradeWork } from './regrade/regrade-work.repository.js';
import { AttemptReviews } from './result/attempt-reviews.js';
import { ExamMarks } from './result/exam-marks.js';
import { ResultRepository } from './result/result.repository.js';
import { SectionJournal } from './section/section-journal.repository.js';
import { Sections } from './section/sections.service.js';
import { SkillMarks } from './skills/skill-marks.js';
import { AttemptTrace } from './trace/attempt-trace.js';

const shared = [
  QuestionBanks,
  Folders,
  ExchangePictures,
  QuestionExchange,
  QuestionImportRepository,
  QuestionImports,
  QuestionVersions,
  LikeGroupRows,
  Likeness,
  QuestionPictures,
  Blueprints,
  BlueprintCheck,
  BlueprintTrials,
  QuizTrials,
  ItemFactsOf,
  Candidates,
  Quizzes,
  FrozenQuizzes,
  Attempts,
  AttemptRepository,
  EntryAttempts,
  PreparedAttempts,
  DeviceHandover,
  Submissions,
  AttemptSnapshots,
  AnswerJournal,
  Answers,
  Sections,
  SectionJournal,
  Accommodations,
  Invigilation,
  AttemptTrace,
  QuestionChecks,
  Checking,
  Grades,
  QuizRemedies,
  AttemptMarks,
  GradeRows,
  RegradeWork,
  SkillMarks,
  ExamMarks,
  ResultRepository,
  AttemptReviews,
];

/** Services of this context, without pages or jobs. */
@Module({
  imports: [
    CompetencyModule,
    TypeOrmModule.forFeature([
      QuestionBank,
      QuestionFolder,
      Question,
      QuestionVersion,
      Blueprint,
      Quiz,
      Regrade,
    ]),
  ],
  providers: [...shared, QuestionMappings],
  exports: shared,
})
export class AssessmentModule {}
