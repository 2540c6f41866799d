import { AttemptTrace, type Trace, type TraceEvent } from '#assessment';
import { NotFound } from '#platform/errors';
import { type Command, Refused, UsageError } from '../command.js';

/** Everything that is stored of one attempt, as a story: for disputes and for finding faults. */
export const attemptTrace: Command = {
  name: 'attempt:trace',
  summary: 'Tell the story of one attempt: journal, pauses, extra time, closing, grading',
  usage: 'attempt:trace ID',
  async run({ positionals, app }) {
    const [id] = positionals;
    if (!id || positionals.length > 1) throw new UsageError('attempt:trace needs the ID of one attempt.');
    try {
      return await (await app()).get(AttemptTrace, { strict: false }).of(id);
    } catch (error) {
      if (error instanceof NotFound) throw new Refused(`There is no attempt ${id}.`);
      throw error;
    }
  },
  print: (answer) => story(answer as Trace),
};

function story({ attempt, events }: Trace): string {
  const { id, number, status, deadlineAt, pausedAt, enrolmentId, quizId } = attempt;
  return [
    `Attempt ${id}, number ${number}, ${status}${pausedAt ? ', paused' : ''}`,
    `Quiz ${quizId}, enrolment ${enrolmentId}, deadline ${deadlineAt.toISOString()}`,
    ...events.map((event) => `${event.at.toISOString()}  ${sentence(event)}`),
  ].join('\n');
}

function sentence(event: TraceEvent): string {
  switch (event.kind) {
    case 'started':
      return `started, ${event.questions} questions, ${event.minutes} minutes`;
    case 'answered':
      return `#${event.seq} question ${event.question}: ${changeOf(event)}`;
    case 'came-to':
      return `#${event.seq} came to question ${event.question}, left the one before`;
    case 'section-begun':
      return `began section ${event.section}${event.endsAt ? `, until ${event.endsAt.toISOString()}` : ''}`;
    case 'took-over-device':
      return `went on at another device (by ${event.by})`;
    case 'device-released':
      return `device cut off by ${event.by}`;
    case 'granted':
      return `granted by ${event.by}: ${event.minutes} minutes, ${event.attempts} attempts (${event.reason})`;
    case 'paused':
      return `paused by ${event.by} (${event.reason})`;
    case 'resumed':
      return `resumed by ${event.by} after ${Math.round(event.seconds)} s`;
    case 'submitted':
      return 'handed in by the learner';
    case 'closed-at-deadline':
      return 'closed at the deadline';
    case 'closed':
      return `closed by ${event.by} (${event.reason})`;
    case 'graded':
      return `graded, revision ${event.revision}: ${event.marks} of ${event.of} marks, ${event.scoreBp / 100}%, ${event.passed ? 'passed' : 'not passed'}`;
  }
}

function changeOf({ answer, flagged }: Extract<TraceEvent, { kind: 'answered' }>): string {
  const said = answer && (answer.length > 0 ? `answered ${JSON.stringify(answer)}` : 'answer taken back');
  return [said, flagged === null ? null : flagged ? 'flagged' : 'flag taken away'].filter(Boolean).join(', ');
}
