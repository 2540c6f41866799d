/** Database channel on which grading tells the ids of graded attempts, comma-separated. */
export const GRADED_CHANNEL = 'attempt_graded';

/** A payload may have 8,000 bytes; an id has 36. */
export const IDS_PER_NOTICE = 200;
