import { z } from 'zod';
import type { Random } from '../../random/random.js';
import { MOST_PARTS } from '../question-type.js';
import { type Scoring, scoring } from '../scoring.js';
import { knownValues, type Pairs, pairEditor } from '../slots/pairs.js';
import { asValues, idsOf, type Slot, Slots, type SlotValue } from '../slots/slots.js';
import { feedback, filled, identified, lettered, numeral, partId, ranked } from '../texts.js';
import { uniqueIds, uniqueTexts } from '../unique.js';

interface Row {
  id: string;
  text: string;
  /** Id of the choice that belongs to it. */
  match: string;
  feedback?: string | undefined;
}

export interface MatchingBody {
  rows: Row[];
  /** Some may belong to no row, or to several. */
  choices: { id: string; text: string }[];
  scoring: Scoring;
}

const pairsOf = ({ rows, choices, scoring }: MatchingBody): Pairs => ({
  rows: rows.map(({ match, ...row }) => ({ ...row, value: match })),
  values: choices,
  scoring,
});

export const matchingBody: z.ZodType<MatchingBody> = z
  .strictObject({
    rows: z
      .array(
        z.strictObject({
          id: partId.optional(),
          text: filled(1000, 'assessment.part-empty'),
          match: z.string(),
          feedback,
        }),
      )
      .min(2, 'assessment.part-count')
      .max(MOST_PARTS, 'assessment.part-count')
      .transform((given): Row[] => identified(given)),
    choices: z
      .array(z.strictObject({ id: partId, text: filled(1000, 'assessment.part-empty') }))
      .min(2, 'assessment.choice-count')
      .max(20, 'assessment.choice-count'),
    scoring,
  })
  .check(
    uniqueIds((body) => [...body.rows, ...body.choices]),
    uniqueTexts('rows', (body) => body.rows),
    uniqueTexts('choices', (body) => body.choices),
    knownValues('rows', 'match', pairsOf),
  )
  .transform(({ rows, choices, scoring }) => {
    const { things, idOf } = ranked(choices, numeral);
    return {
      rows: lettered(rows).map((row) => ({ ...row, match: idOf.get(row.match) ?? row.match })),
      choices: things,
      scoring,
    };
  });

/** To each row the choice that belongs to it. */
export class Matching extends Slots<MatchingBody> {
  readonly code = 'matching';
  readonly body = matchingBody;
  readonly editor = pairEditor<MatchingBody>(
    'matching',
    { rows: 'rows', value: 'match' },
    'rest',
    pairsOf,
    ({ rows, values, scoring }) => ({ rows, choices: values, scoring }),
  );
  protected readonly template = 'slots/rows';

  order({ rows, choices }: MatchingBody, random: Random): string[] {
    return [...random.shuffle(idsOf(rows)), ...random.shuffle(idsOf(choices))];
  }

  protected slots({ rows }: MatchingBody): Slot[] {
    return rows.map(({ match, ...row }) => ({ ...row, right: match }));
  }

  protected values({ choices }: MatchingBody): SlotValue[] {
    return asValues(choices);
  }

  protected scoring({ scoring }: MatchingBody): Scoring {
    return scoring;
  }
}
