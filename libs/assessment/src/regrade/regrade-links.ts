import type { Regrade } from './regrade.entity.js';

export const regradesHref = (quizId: string): string => `/authoring/quizzes/${quizId}/regrades`;

export const regradeHref = ({ quizId, id }: Pick<Regrade, 'quizId' | 'id'>): string =>
  `${regradesHref(quizId)}/${id}`;
