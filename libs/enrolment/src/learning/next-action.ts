import type { MessageParams } from '#platform/errors';
import type { LearningState } from './learning-state.policy.js';

/** The one button of a page: a link, or a form that changes something. `label` is a locale key. */
export interface NextAction {
  href: string;
  post: boolean;
  label: string;
  params: MessageParams;
}

/** What the learner's button does; null while there is nothing to do but wait. */
export function nextAction({
  mine,
  state,
}: {
  mine: { id: string };
  state: LearningState;
}): NextAction | null {
  const { next } = state;
  const home = `/learn/${mine.id}`;
  const link = (href: string, label: string, params: MessageParams = {}): NextAction => ({
    ...{ href, post: false, params },
    label: `enrolment.next.${label}`,
  });
  switch (next.kind) {
    case 'wait-for-class':
      return null;
    case 'class-over':
      return link(home, 'look-again');
    case 'begin':
      return { ...link(`${home}/start`, 'begin', { number: next.number }), post: true };
    case 'lesson':
      return link(`${home}/lessons/${next.lesson.slug}`, 'lesson', { number: next.number });
    case 'exam':
    case 'retake':
      return link(`${home}#exam`, next.kind);
    case 'wait-for-start':
      return link(`${home}/waiting-room`, 'waiting-room');
    case 'retake-later':
      return link(`${home}#exam`, 'rules');
    case 'resume-exam':
      return link(`/attempts/${next.attemptId}`, 'resume-exam');
    case 'see-grade':
    case 'exhausted':
      return link(`/attempts/${next.attemptId}/result`, 'see-result');
    case 'certificate':
      return link('/certificates', 'certificate');
  }
}
