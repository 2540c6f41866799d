export { type AccommodationGiven, accommodationInput, reason } from './accommodation/accommodation.input.js';
export {
  type Accommodation,
  Accommodations,
  type Grant,
  type Sitter,
} from './accommodation/accommodations.service.js';
export { AssessmentModule } from './assessment.module.js';
export type { AttemptStatus, AttemptSummary, Standing, SubmittedBy } from './attempt/attempt.repository.js';
export { Attempts, type StartRequest } from './attempt/attempts.service.js';
export { EntryAttempts } from './attempt/entry-attempts.service.js';
export { momentText } from './attempt/moment-text.js';
export {
  COUNTED_MARKS,
  type CountedMark,
  countedMark,
  nextStart,
  plainRules,
  type RetakeRules,
  withExtra,
} from './attempt/retakes.policy.js';
export { type StandingsJson, standingAt, standingsJson } from './attempt/standing.js';
export type { Sender } from './attempt/submissions.service.js';
export type { QuestionInput } from './bank/question.input.js';
export { type ImportOutcome, QuestionBanks } from './bank/question-banks.service.js';
export { BlueprintCheck, type CheckedBlueprint } from './blueprint/blueprint-check.js';
export { Blueprints } from './blueprint/blueprints.service.js';
export { QuizTrials } from './blueprint/quiz-trials.js';
export { formatNames } from './exchange/formats.js';
export { FileRefused, type FoundItem, type Said } from './exchange/item.js';
export { QuestionExchange } from './exchange/question-exchange.service.js';
export { readQuestions } from './exchange/read-questions.js';
export { type GradeInfo, Grades, type ValidGrade } from './grading/grades.service.js';
export { Grading } from './grading/grading.service.js';
export { type Act, Invigilation } from './invigilation/invigilation.service.js';
export {
  ENTRY_GUIDE,
  type EntryGuide,
  LEARNING_GUIDE,
  type LearningGuide,
  type LearningPlace,
  type NextStep,
} from './learning/learning-guide.js';
export { PreparedAttempts, type PreparedRequest } from './prepared/prepared-attempts.service.js';
export { preparedStart, READY } from './prepared/prepared-start.js';
export type {
  Behaviour,
  FeedbackRelease,
  Navigation,
  QuizInput,
  SectionInput,
} from './quiz/quiz.input.js';
export { type QuizInfo, Quizzes, type SectionInfo } from './quiz/quizzes.service.js';
export {
  ATTEMPT_HOLDERS,
  type AttemptHolders,
  CERTIFICATE_HOLDINGS,
  type CertificateHoldings,
  type Holder,
  REGRADE_LIST,
  type RegradeList,
} from './regrade/holders.js';
export {
  MARK_RELEASES,
  marksHeldBack,
  type PartRelease,
  RELEASED_PARTS,
  REVIEW_RELEASES,
  type Release,
  type ReleasedPart,
  type ReleaseJson,
  type ReleaseWhen,
  readRelease,
  releaseJson,
} from './release/release.js';
export { AttemptReviews } from './result/attempt-reviews.js';
export { type ExamMark, ExamMarks } from './result/exam-marks.js';
export { type AttemptSkills, SkillMarks } from './skills/skill-marks.js';
export { type Analysis, analyse } from './statistics/analyse.js';
export { readMarks } from './statistics/marks/marks-file.js';
export { MarksRefused } from './statistics/marks/marks-refused.js';
export { AttemptTrace, type Trace, type TraceEvent } from './trace/attempt-trace.js';
