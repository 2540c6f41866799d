import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { cleanText } from '#platform/text';
import { GROUPS } from '../rule/rule.policy.js';

/** How many people a unit and those below it are to have confirmed by the end of a year; none: no target. */
export const targetInput = z.strictObject({
  unit: z.string().trim().min(1).max(40),
  group: z.enum(GROUPS, { error: 'recognition.choose' }),
  year: z.coerce.number('recognition.number-range').int().min(2025).max(2100),
  people: z
    .string()
    .default('')
    .transform((text) => text.replace(/[.\s]/g, ''))
    .refine((text) => /^\d{0,9}$/.test(text) && text !== '0', 'recognition.number-range')
    .transform((text) => (text === '' ? null : Number(text))),
  basis: z
    .string()
    .max(1200)
    .default('')
    .transform(cleanText)
    .refine((text) => text.length > 0 && text.length <= 300, 'recognition.words-missing'),
});
export type TargetInput = z.output<typeof targetInput>;

@Injectable()
export class Targets {
  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  /** The unit must lie in the scope of whoever sets it. */
  async set(unitId: string, { group, year, people, basis }: TargetInput, actorId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await tx.query(
        'DELETE FROM recognition_target WHERE unit_id = $1 AND target_group = $2 AND year = $3',
        [unitId, group, year],
      );
      if (people !== null)
        await tx.query(
          `INSERT INTO recognition_target (unit_id, target_group, year, people, basis, set_by)
           VALUES ($1, $2, $3, $4, $5, $6)`,
          [unitId, group, year, people, basis, actorId],
        );
      await this.audit.record(tx, {
        ...{ actorId, action: 'recognition.set-target', subjectType: 'unit', subjectId: unitId },
        detail: { group, year, people },
      });
    });
  }
}
