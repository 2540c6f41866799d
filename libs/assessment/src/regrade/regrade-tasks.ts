/** Kinds of tasks. */
export const PREVIEW_REGRADE = 'assessment.preview-regrade';
export const REGRADE_ATTEMPTS = 'assessment.regrade-attempts';
