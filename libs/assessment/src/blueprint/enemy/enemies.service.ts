import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { InvalidInput, NotFound } from '#platform/errors';
import { parseInput } from '#platform/http';
import { newId } from '#platform/ids';
import { cleanText } from '#platform/text';

export const enemyInput = z.strictObject({
  name: z.string().max(200).transform(cleanText).pipe(z.string().min(1, 'assessment.enemy-name-empty')),
  /** Codes of questions, apart by spaces, commas or lines. */
  codes: z
    .string()
    .max(20_000)
    .transform((text) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))])
    .pipe(z.array(z.string()).min(2, 'assessment.enemy-count').max(200, 'assessment.enemy-count')),
});
export type EnemyInput = z.input<typeof enemyInput>;

export interface EnemyGroup {
  id: string;
  name: string;
  questions: { id: string; externalId: string; stem: string }[];
}

/** Groups of questions that give each other away. A question is in one group at most. */
@Injectable()
export class Enemies {
  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  async list(bankId: string): Promise<EnemyGroup[]> {
    return this.db.query(
      `SELECT g.id, g.name, json_agg(json_build_object('id', q.id, 'externalId', q.external_id, 'stem', v.stem)
                ORDER BY q.external_id) AS questions
         FROM question_enemy_group g JOIN question_enemy e ON e.group_id = g.id
         JOIN question q ON q.id = e.question_id
         JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version
        WHERE g.bank_id = $1 GROUP BY g.id ORDER BY g.name`,
      [bankId],
    );
  }

  /** Makes a group, or gives the group of that id this name and these members. */
  async save(bankId: string, id: string | null, input: EnemyInput, authorId: string): Promise<void> {
    const { name, codes } = parseInput(enemyInput, input);
    await inTransaction(this.db, async (tx) => {
      await tx.query('SELECT 1 FROM question_bank WHERE id = $1 FOR UPDATE', [bankId]);
      const groupId = id ?? newId();
      const others: { id: string }[] = await tx.query(
        'SELECT id FROM question_enemy_group WHERE bank_id = $1 AND name = $2 AND id <> $3',
        [bankId, name, groupId],
      );
      if (others.length > 0) throw new InvalidInput([{ field: 'name', code: 'assessment.enemy-name-taken' }]);
      const members = await this.members(tx, bankId, groupId, codes);
      if (id) {
        const found = await tx.query(
          'UPDATE question_enemy_group SET name = $3 WHERE id = $1 AND bank_id = $2 RETURNING id',
          [id, bankId, name],
        );
        if (found[0].length === 0) throw new NotFound();
        await tx.query('DELETE FROM question_enemy WHERE group_id = $1', [id]);
      } else
        await tx.query('INSERT INTO question_enemy_group (id, bank_id, name) VALUES ($1, $2, $3)', [
          groupId,
          bankId,
          name,
        ]);
      await tx.query(
        'INSERT INTO question_enemy (question_id, group_id) SELECT unnest($2::uuid[]), $1::uuid',
        [groupId, members],
      );
      await this.record(tx, id ? 'change' : 'create', bankId, groupId, authorId);
    });
  }

  async remove(bankId: string, id: string, authorId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const found = await tx.query(
        'DELETE FROM question_enemy_group WHERE id = $1 AND bank_id = $2 RETURNING id',
        [id, bankId],
      );
      if (found[0].length === 0) throw new NotFound();
      await this.record(tx, 'remove', bankId, id, authorId);
    });
  }

  private async members(tx: EntityManager, bankId: string, groupId: string, codes: string[]) {
    const rows: { id: string; code: string; elsewhere: string | null }[] = await tx.query(
      `SELECT q.id, q.external_id AS code, g.name AS elsewhere FROM question q
         LEFT JOIN question_enemy e ON e.question_id = q.id AND e.group_id <> $3
         LEFT JOIN question_enemy_group g ON g.id = e.group_id
        WHERE q.bank_id = $1 AND q.external_id = ANY ($2::text[])`,
      [bankId, codes, groupId],
    );
    const unknown = codes.find((code) => !rows.some((row) => row.code === code));
    if (unknown)
      throw new InvalidInput([
        { field: 'codes', code: 'assessment.enemy-unknown', params: { code: unknown } },
      ]);
    const taken = rows.find(({ elsewhere }) => elsewhere !== null);
    if (taken)
      throw new InvalidInput([
        {
          field: 'codes',
          code: 'assessment.enemy-elsewhere',
          params: { code: taken.code, name: taken.elsewhere as string },
        },
      ]);
    return rows.map(({ id }) => id);
  }

  private record(tx: EntityManager, act: string, bankId: string, group: string, actorId: string) {
    return this.audit.record(tx, {
      actorId,
      action: `enemies.${act}`,
      subjectType: 'question-bank',
      subjectId: bankId,
      detail: { group },
    });
  }
}
