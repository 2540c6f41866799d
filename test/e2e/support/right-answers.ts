import type { Client } from 'pg';

/** What the form sends for the right options of an attempt (their numbers as shown), in the order of its questions. */
export async function rightAnswers(db: Client, attemptId: string): Promise<string[][]> {
  const { rows } = await db.query<{ options: string[]; right: string[] }>(
    `SELECT i.item->'options' AS options, CASE WHEN v.type = 'true-false' THEN json_build_array(v.body->>'answer') ELSE
              (SELECT json_agg(o->>'id') FROM jsonb_array_elements(v.body->'options') o WHERE (o->>'correct')::boolean)
            END AS right
     FROM attempt a, jsonb_array_elements(a.items) WITH ORDINALITY AS i (item, n)
     JOIN question_version v ON v.id = (i.item->>'questionVersionId')::uuid
     WHERE a.id = $1 ORDER BY i.n`,
    [attemptId],
  );
  return rows.map(({ options, right }) => right.map((id) => `${options.indexOf(id) + 1}`));
}
