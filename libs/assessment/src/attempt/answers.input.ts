import { z } from 'zod';

/** Answers as the browser module sends them. What an `answer` may be is for the question's type to say. */
export const answersInput = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        /** The browser's own counter: a number is used once, and the highest one of a question counts. */
        seq: z.number().int().min(0),
        /** 1 is the first question. */
        position: z.number().int().min(1),
        /** Left out or null: the answer stays as it is. */
        answer: z.unknown().optional(),
        flagged: z.boolean().nullish(),
      }),
    )
    .min(1)
    .max(100),
});
export type GivenAnswer = z.output<typeof answersInput>['answers'][number];

const MOST_CONTROLS = 200;
const control = z.union([z.string().max(2000), z.array(z.string().max(2000)).max(20)]);

/** The form of one question, for browsers without scripts: the controls are `answer` and `answer.<part>`. */
export const answerForm = z
  .object({
    question: z.coerce.number().int().min(1),
    flag: z.enum(['on', 'off']).optional(),
    /** Where to go next: a question, the next section or the summary. */
    go: z.union([z.literal(['summary', 'section']), z.coerce.number().int().min(1)]).optional(),
    /** The question could be looked at only: the form holds no answer. */
    looking: z.literal('on').optional(),
  })
  .catchall(control)
  .transform(({ question, flag, go, looking, ...controls }, context) => {
    const names = Object.keys(controls);
    const foreign = names.filter((name) => !/^answer(\.[a-z0-9-]{1,40}){0,2}$/.test(name));
    if (foreign.length > 0)
      context.issues.push({ code: 'unrecognized_keys', keys: foreign, input: controls, path: [] });
    if (names.length > MOST_CONTROLS)
      context.issues.push({ code: 'custom', input: controls, path: [], message: 'input.too-big' });
    return { question, flag, go, looking: looking === 'on', answer: entriesOf(controls) };
  });

/** As the browser module makes them: empty controls say nothing, `answer.<part>` becomes `<part>=<value>`. */
function entriesOf(controls: Record<string, string | string[]>): string[] {
  return Object.entries(controls).flatMap(([name, given]) => {
    const part = name.slice('answer.'.length);
    const values = (Array.isArray(given) ? given : [given]).filter((value) => value !== '');
    return part ? values.map((value) => `${part}=${value}`) : values;
  });
}
