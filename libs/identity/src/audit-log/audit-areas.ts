/** What the reader chooses by, and how the codes of its acts begin. */
export const AREAS: Record<string, string[]> = {
  identity: ['identity.'],
  competency: ['competency.'],
  course: ['course.'],
  assessment: [
    ...['assessment.', 'attempt.', 'regrade.', 'blueprint.', 'enemies.'],
    ...['question.', 'question-bank.', 'question-folder.'],
  ],
  enrolment: ['enrolment.', 'nomination.', 'class.', 'programme.'],
  mastery: ['mastery.'],
  contest: ['contest.'],
  certificate: ['certificate.'],
  recognition: ['recognition.'],
  reporting: ['reporting.'],
  jobs: ['jobs.'],
  installation: ['installation.'],
};
