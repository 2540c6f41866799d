import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CitizenIds } from './citizen-id.js';

/** Opens sealed citizen numbers, for lists that go to an authority with the agreement of those on them. */
@Injectable()
export class CitizenNumbers {
  constructor(
    private readonly db: DataSource,
    private readonly citizenIds: CitizenIds,
  ) {}

  /** By account; whoever has none recorded is missing. */
  async of(accountIds: readonly string[]): Promise<Map<string, string>> {
    const rows: { id: string; sealed: Buffer }[] = await this.db.query(
      `SELECT account_id AS id, citizen_id_cipher AS sealed FROM person
       WHERE account_id = ANY ($1::uuid[]) AND citizen_id_cipher IS NOT NULL`,
      [accountIds],
    );
    return new Map(rows.map(({ id, sealed }) => [id, this.citizenIds.decrypt(sealed, id)]));
  }
}
