import { z } from 'zod';
import { newVerificationCode, parseCode, type VerificationCode } from '../code/verification-code.js';
import type { CertificateModel } from './certificate-model.js';

const day = z.iso.date();
const words = z.string().max(2000);

const members = z.strictObject({
  title: z.enum(['completion', 'authorised-certificate']).default('completion'),
  issuer: z.strictObject({
    superior: words.optional(),
    name: words,
    certifier: words.optional(),
    authorised: z.strictObject({ legalBasis: words }).optional(),
  }),
  holder: z.strictObject({
    name: words,
    birth: z.union([z.strictObject({ date: day }), z.strictObject({ year: z.number().int() })]).optional(),
    position: words.optional(),
    unit: words.optional(),
  }),
  course: z.strictObject({
    ...{ name: words, className: words.optional(), programme: words.optional() },
    english: z
      .strictObject({ name: words.optional(), className: words.optional(), programme: words.optional() })
      .optional(),
  }),
  study: z
    .strictObject({
      from: day.optional(),
      to: day.optional(),
      periods: z.number().int().optional(),
      form: words.optional(),
      result: words.optional(),
    })
    .default({}),
  framework: z
    .array(
      z.strictObject({
        framework: words,
        version: words.optional(),
        components: z.array(
          z.strictObject({
            code: words.optional(),
            name: words,
            award: z
              .strictObject({
                ...{ level: words, rule: words },
                ...{ english: words.optional(), entry: z.uuid().optional() },
                demonstration: z.boolean().optional(),
              })
              .optional(),
          }),
        ),
      }),
    )
    .optional(),
  award: z
    .strictObject({
      ...{ place: z.int().min(1), tied: z.boolean().default(false), of: z.int().min(1) },
      ...{ kind: words.optional(), round: words, revision: z.int().min(1).default(1) },
    })
    .optional(),
  place: words,
  issuedOn: day,
  signatory: z.strictObject({ position: z.array(words).min(1), name: words }),
  serial: words,
  registerNumber: words,
  verification: z
    .strictObject({
      url: z.url({ protocol: /^https?$/ }),
      code: z.string().transform((typed, context): VerificationCode => {
        const parsed = parseCode(typed);
        if (parsed.ok) return parsed.code;
        context.addIssue({ code: 'custom', message: `not a verification code (${parsed.problem})` });
        return z.NEVER;
      }),
      lookup: words.optional(),
    })
    .optional(),
  createdAt: z.iso.datetime({ offset: true }).optional(),
});

/**
 * What `certificate:render` reads: a {@link CertificateModel} in JSON, days as `YYYY-MM-DD`, moments in ISO 8601.
 * Members that are not known are refused; whether the facts fit on paper, the renderer says.
 */
export const sampleInput = members
  .refine(({ holder, issuedOn }) => !holder.birth || bornIn(holder.birth) <= issuedOn, {
    path: ['holder', 'birth'],
    message: 'after the day of issue',
  })
  .refine(({ award }) => !award || award.place <= award.of, {
    path: ['award', 'place'],
    message: 'beyond the number of those who took part',
  });

const bornIn = (birth: { date: string } | { year: number }): string =>
  'date' in birth ? birth.date : String(birth.year);

export type Sample = z.infer<typeof sampleInput>;

/** A sample is always a trial: nothing was issued. A code that is not given is made up. */
export function modelOfSample(sample: Sample, publicUrl: string, now: Date): CertificateModel {
  const { verification, createdAt, ...facts } = sample;
  const code = verification?.code ?? newVerificationCode();
  return {
    ...facts,
    verification: verification ?? {
      url: `${publicUrl}/verify/${code}`,
      code,
      lookup: `${publicUrl.replace(/^https?:\/\//, '')}/verify`,
    },
    trial: true,
    createdAt: createdAt ? new Date(createdAt) : now,
  } as CertificateModel;
}
