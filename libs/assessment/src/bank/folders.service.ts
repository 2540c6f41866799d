import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { z } from 'zod';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { parseInput } from '#platform/http';
import { newId } from '#platform/ids';
import { cleanText } from '#platform/text';
import { type Folder, type FolderRow, folderTree, liesIn } from './folder-tree.js';
import { Question } from './question.entity.js';
import { QuestionBank } from './question-bank.entity.js';
import { QuestionFolder } from './question-folder.entity.js';

export const folderInput = z.strictObject({
  name: z.string().max(100).transform(cleanText).pipe(z.string().min(1, 'assessment.folder-name-empty')),
  parent: z.union([z.literal(''), z.uuid()]).default(''),
});
export type FolderInput = z.input<typeof folderInput>;

const MOST = 500;

/** The tree of folders within a bank. */
@Injectable()
export class Folders {
  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  async list(bankId: string, tx: EntityManager = this.db.manager): Promise<Folder[]> {
    const rows: (FolderRow & { all: number })[] = await tx.query(
      `SELECT f.id, f.parent_id AS "parentId", f.name, count(q.id)::int AS all,
              count(q.id) FILTER (WHERE q.retired_at IS NULL)::int AS questions
         FROM question_folder f LEFT JOIN question q ON q.folder_id = f.id
        WHERE f.bank_id = $1 GROUP BY f.id`,
      [bankId],
    );
    return folderTree(rows, new Set(rows.filter(({ all }) => all > 0).map(({ id }) => id)));
  }

  async create(bankId: string, input: FolderInput, authorId: string): Promise<string> {
    const { name, parent } = parseInput(folderInput, input);
    return this.changing(bankId, authorId, 'create', async (tx) => {
      if ((await tx.countBy(QuestionFolder, { bankId })) >= MOST)
        throw new DomainError('assessment.folders-too-many', { most: MOST });
      const parentId = await this.within(tx, bankId, parent || null);
      await this.free(tx, bankId, parentId, name, null);
      const id = newId();
      await tx.insert(QuestionFolder, { id, bankId, parentId, name });
      return id;
    });
  }

  /** Renames and moves; throws InvalidInput when the new place lies in the folder itself. */
  async change(bankId: string, id: string, input: FolderInput, authorId: string): Promise<void> {
    const { name, parent } = parseInput(folderInput, input);
    await this.changing(bankId, authorId, 'change', async (tx) => {
      await this.within(tx, bankId, id);
      const parentId = await this.within(tx, bankId, parent || null);
      if (liesIn(await this.list(bankId, tx), parentId, id))
        throw new InvalidInput([{ field: 'parent', code: 'assessment.folder-in-itself' }]);
      await this.free(tx, bankId, parentId, name, id);
      await tx.update(QuestionFolder, id, { name, parentId });
      return id;
    });
  }

  /** Throws `assessment.folder-filled` while anything lies in it, retired questions too. */
  async remove(bankId: string, id: string, authorId: string): Promise<void> {
    await this.changing(bankId, authorId, 'remove', async (tx) => {
      await this.within(tx, bankId, id);
      const filled =
        (await tx.existsBy(QuestionFolder, { parentId: id })) ||
        (await tx.existsBy(Question, { folderId: id }));
      if (filled) throw new DomainError('assessment.folder-filled');
      await tx.delete(QuestionFolder, id);
      return id;
    });
  }

  /** The id itself when it is a folder of this bank or none. Throws NotFound. */
  async within(tx: EntityManager, bankId: string, id: string | null): Promise<string | null> {
    if (id !== null && !(await tx.existsBy(QuestionFolder, { id, bankId }))) throw new NotFound();
    return id;
  }

  /** One change of the tree at a time, so that no two of them make a ring. */
  private async changing(
    bankId: string,
    actorId: string,
    act: string,
    change: (tx: EntityManager) => Promise<string>,
  ): Promise<string> {
    return inTransaction(this.db, async (tx) => {
      await tx.findOneOrFail(QuestionBank, { where: { id: bankId }, lock: { mode: 'pessimistic_write' } });
      const folder = await change(tx);
      await this.audit.record(tx, {
        actorId,
        action: `question-folder.${act}`,
        subjectType: 'question-bank',
        subjectId: bankId,
        detail: { folder },
      });
      return folder;
    });
  }

  private async free(
    tx: EntityManager,
    bankId: string,
    parentId: string | null,
    name: string,
    except: string | null,
  ) {
    const other = await tx.findOneBy(QuestionFolder, { bankId, name, parentId: parentId ?? IsNull() });
    if (other && other.id !== except)
      throw new InvalidInput([{ field: 'name', code: 'assessment.folder-name-taken' }]);
  }
}
