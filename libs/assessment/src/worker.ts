import { Module } from '@nestjs/common';
import { ExtraTimeForgotten } from './accommodation/accommodations.sweep.js';
import { AssessmentModule } from './assessment.module.js';
import { BulkEdits } from './authoring/bulk/bulk-edits.service.js';
import { EditQuestions } from './authoring/bulk/edit-questions.task.js';
import { QuestionAuthoring } from './authoring/question-authoring.service.js';
import { Reviews } from './authoring/review/reviews.service.js';
import { ExpiredQuestionExports } from './exchange-pages/expired-exports.sweep.js';
import { ExportQuestions } from './exchange-pages/export-questions.task.js';
import { CheckQuestions, ImportQuestions } from './exchange-pages/import-questions.task.js';
import { GradeAttempts } from './grading/grade-attempts.job.js';
import { Grading } from './grading/grading.service.js';
import { CloseOverdue, GradeForgotten } from './grading/grading.sweep.js';
import { SearchLikeness } from './likeness/search-likeness.task.js';
import { PreviewRegrade } from './regrade/preview-regrade.task.js';
import { RegradeAttempts } from './regrade/regrade-attempts.task.js';
import { ComputeStatistics, NoteGraded, StatisticsForgotten } from './statistics/compute-statistics.job.js';
import { QuizAttempts } from './statistics/quiz-attempts.repository.js';
import { QuizStatistics } from './statistics/quiz-statistics.service.js';

/** Job handlers and sweeps of this context. */
@Module({
  imports: [AssessmentModule],
  providers: [
    QuestionAuthoring,
    Reviews,
    BulkEdits,
    EditQuestions,
    Grading,
    GradeAttempts,
    CheckQuestions,
    ImportQuestions,
    ExportQuestions,
    ExpiredQuestionExports,
    SearchLikeness,
    CloseOverdue,
    ExtraTimeForgotten,
    GradeForgotten,
    QuizAttempts,
    QuizStatistics,
    NoteGraded,
    ComputeStatistics,
    StatisticsForgotten,
    PreviewRegrade,
    RegradeAttempts,
  ],
  exports: [Grading, GradeAttempts, CloseOverdue, GradeForgotten],
})
export class AssessmentWorkerModule {}
