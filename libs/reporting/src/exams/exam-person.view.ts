import type { AttemptReviews, ExamMark } from '#assessment';
import type { Framework } from '#competency';
import type { Translate } from '#platform/i18n';
import { placeOf, skillRow, timeText } from './exam.view.js';
import type { ExamPerson } from './exam-people.repository.js';
import { statusCell } from './exam-people.view.js';
import type { ExamRequest } from './exam-requests.js';

interface PersonInput {
  request: ExamRequest;
  person: ExamPerson;
  t: Translate;
}

/** One person's attempts, the mark that counts, and where it was lost. */
export function examPersonView({
  request,
  person,
  attempts,
  framework,
  mayRead,
  t,
}: PersonInput & { attempts: ExamMark[]; framework: Framework | null; mayRead: boolean }) {
  const { links, quiz } = request;
  return {
    title: person.fullName,
    lead: [quiz.title, person.jobTitle, person.unitName].filter(Boolean).join(' · '),
    breadcrumb: [...wayOf({ request, person, t }), { label: person.fullName }],
    status: statusCell(person, t),
    score: person.scoreBp === null ? null : person.scoreBp / 100,
    passPercent: quiz.passPercent,
    mayRead,
    skills: Object.entries(person.skills)
      .map(([code, [units, full]]) => skillRow({ code, units, full }, framework))
      .sort((a, b) => a.share - b.share),
    attempts: attempts.map((mark) => ({
      number: mark.number,
      percent: mark.scoreBp / 100,
      ...statusCell(mark, t),
      took: timeText(mark.seconds, t),
      submittedAt: mark.submittedAt,
      how: t(`exams.submitted-by.${mark.submittedBy}`),
      revised: mark.revisions > 1 ? mark.revisions - 1 : null,
      href: mayRead ? links.answers(person.enrolmentId, mark.attemptId) : null,
    })),
  };
}

type Reviewed = NonNullable<Awaited<ReturnType<AttemptReviews['of']>>>['questions'];

/** The answers of one attempt. Its lessons are the learner's own pages. */
export function answersView({
  request,
  person,
  mark,
  questions,
  t,
}: PersonInput & { mark: ExamMark; questions: Reviewed }) {
  const attempt = t('exams.attempt', { number: mark.number });
  return {
    title: t('exams.answers-of', { name: person.fullName }),
    lead: [request.quiz.title, attempt, t('reporting.percent', { value: mark.scoreBp / 100 })].join(' · '),
    breadcrumb: [
      ...wayOf({ request, person, t }),
      { label: person.fullName, href: request.links.person(person.enrolmentId) },
      { label: attempt },
    ],
    questions: questions.map((question) => ({ ...question, lessonHref: null })),
  };
}

const wayOf = ({ request, t }: PersonInput) => [
  ...placeOf(request, t),
  { label: t('exams.title'), href: request.links.overview() },
  { label: t('exams.state.sat'), href: request.links.people('sat') },
];
