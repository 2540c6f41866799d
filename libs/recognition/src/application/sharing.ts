import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#platform/ids';

/** The wording of `recognition.sharing.text` in the locales: change the two together. */
export const SHARING_TEXT_VERSION = 1;

/** Whether results of a person may go to VNeID: for that purpose alone, with who said it, when, and to which words. */
@Injectable()
export class Sharing {
  constructor(private readonly db: DataSource) {}

  /** Nothing is written when it was said before. */
  async tell(tx: EntityManager, accountId: string, agreed: boolean, toldBy: string): Promise<void> {
    if ((await this.agreed(accountId, tx)) === agreed) return;
    await tx.query(
      `INSERT INTO recognition_sharing (id, account_id, agreed, text_version, told_by) VALUES ($1, $2, $3, $4, $5)`,
      [newId(), accountId, agreed, SHARING_TEXT_VERSION, toldBy],
    );
  }

  async agreed(accountId: string, tx: Pick<EntityManager, 'query'> = this.db): Promise<boolean> {
    const [row] = await tx.query(
      'SELECT agreed FROM recognition_sharing WHERE account_id = $1 ORDER BY id DESC LIMIT 1',
      [accountId],
    );
    return row?.agreed ?? false;
  }
}
