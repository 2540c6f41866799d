/** The measures of a rollup cell, each counted on the day it happened. */
const MEASURES = ['enrolled', 'started', 'passed', 'completed', 'certified', 'score_sum', 'score_count'];

export const CELL = 'class_id, unit_id, target_group, day';
export const SUMS = MEASURES.join(', ');

/** What is counted of an enrolment; compared as a whole. */
export const COUNTED = `class_id, unit_id, target_group, enrolled_on, started_on, scored_on, passed_on, completed_on,
  certified_on, score_bp`;

const day = (instant: string): string => `(${instant} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/**
 * What should be counted of the living enrolments that satisfy `condition`, read from the rows as they are now.
 * The score counts on the day it was first reached, an average on that of the last grade; certificates count while they are valid.
 */
export const truthOf = (condition: string): string => `
  SELECT e.id AS enrolment_id, e.class_id, e.unit_id, e.target_group,
         ${day('e.enrolled_at')} AS enrolled_on, ${day('e.started_at')} AS started_on,
         CASE WHEN e.best_score_bp IS NOT NULL
              THEN ${day('coalesce(reached.at, e.passed_at, e.completed_at, e.enrolled_at)')} END AS scored_on,
         ${day('e.passed_at')} AS passed_on, ${day('e.completed_at')} AS completed_on,
         ${day('paper.at')} AS certified_on, e.best_score_bp AS score_bp
  FROM enrolment e
  LEFT JOIN LATERAL (SELECT coalesce(min(g.graded_at) FILTER (WHERE g.score_bp = e.best_score_bp), max(g.graded_at)) AS at
                     FROM attempt a JOIN grade g ON g.attempt_id = a.id
                     JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
                     WHERE a.enrolment_id = e.id) reached
    ON e.best_score_bp IS NOT NULL
  LEFT JOIN LATERAL (SELECT min(c.issued_at) AS at FROM certificate c
                     WHERE c.enrolment_id = e.id AND c.status = 'valid') paper ON true
  WHERE e.status <> 'withdrawn' AND ${condition}`;

/**
 * The cells to which rows of `source` (columns of {@link COUNTED}) add up; `sign` is a column or a number
 * by which each row counts. Cells that come to nothing are left out.
 */
export const cellsOf = (source: string, sign: string): string => `
  SELECT class_id, unit_id, target_group, v.day, ${MEASURES.map((name) => `sum(${sign} * v.${name}) AS ${name}`).join(', ')}
  FROM ${source} CROSS JOIN LATERAL (VALUES
    (enrolled_on, 1, 0, 0, 0, 0, 0, 0), (started_on, 0, 1, 0, 0, 0, 0, 0), (passed_on, 0, 0, 1, 0, 0, 0, 0),
    (completed_on, 0, 0, 0, 1, 0, 0, 0), (certified_on, 0, 0, 0, 0, 1, 0, 0), (scored_on, 0, 0, 0, 0, 0, score_bp, 1)
  ) AS v (day, ${SUMS})
  WHERE v.day IS NOT NULL
  GROUP BY class_id, unit_id, target_group, v.day
  HAVING ${MEASURES.map((name) => `sum(${sign} * v.${name}) <> 0`).join(' OR ')}`;

/** Adds cells to the rollup, always in the same order so that two transactions cannot block each other. */
export const addCells = (cells: string): string => `
  INSERT INTO completion_rollup AS r (${CELL}, ${SUMS})
  SELECT ${CELL}, ${SUMS} FROM ${cells} ORDER BY ${CELL}
  ON CONFLICT (${CELL}) DO UPDATE SET ${MEASURES.map((name) => `${name} = r.${name} + excluded.${name}`).join(', ')}`;

export const prefixed = (alias: string): string =>
  COUNTED.split(',')
    .map((column) => `${alias}.${column.trim()}`)
    .join(', ');
