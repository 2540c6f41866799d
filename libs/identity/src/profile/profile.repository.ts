import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Locale } from '#platform/i18n';
import { CitizenIds, maskedCitizenId } from '../person/citizen-id.js';

export interface Profile {
  fullName: string;
  birthDate: string | null;
  birthYear: number | null;
  jobTitle: string | null;
  unitName: string | null;
  phone: string | null;
  email: string | null;
  username: string | null;
  contactPhone: string | null;
  contactEmail: string | null;
  locale: Locale;
  /** With the middle hidden. */
  citizenId: string | null;
  roles: { role: string; unitName: string }[];
}

/** A person's own data, for that person. */
@Injectable()
export class ProfileRepository {
  constructor(
    private readonly db: DataSource,
    private readonly citizenIds: CitizenIds,
  ) {}

  async find(accountId: string): Promise<Profile | null> {
    const [row] = (await this.db.query(
      `SELECT p.full_name AS "fullName", p.birth_date::text AS "birthDate", p.birth_year AS "birthYear",
         p.job_title AS "jobTitle", u.name AS "unitName", a.phone, a.email, a.username, a.locale,
         p.contact_phone AS "contactPhone", p.contact_email AS "contactEmail", p.citizen_id_cipher AS sealed
       FROM account a JOIN person p ON p.account_id = a.id LEFT JOIN unit u ON u.id = p.unit_id WHERE a.id = $1`,
      [accountId],
    )) as (Omit<Profile, 'citizenId' | 'roles'> & { sealed: Buffer | null })[];
    if (!row) return null;
    const roles: Profile['roles'] = await this.db.query(
      `SELECT g.role, u.name AS "unitName" FROM role_grant g JOIN unit u ON u.id = g.unit_id
       WHERE g.account_id = $1 AND g.revoked_at IS NULL ORDER BY g.granted_at, g.id`,
      [accountId],
    );
    const { sealed, ...rest } = row;
    const citizenId = sealed && maskedCitizenId(this.citizenIds.decrypt(sealed, accountId));
    return { ...rest, roles, citizenId };
  }

  async setLocale(accountId: string, locale: Locale): Promise<void> {
    await this.db.query('UPDATE account SET locale = $2 WHERE id = $1', [accountId, locale]);
  }

  async passwordHash(accountId: string): Promise<string | null> {
    const [row] = (await this.db.query('SELECT password_hash AS hash FROM account WHERE id = $1', [
      accountId,
    ])) as {
      hash: string | null;
    }[];
    return row?.hash ?? null;
  }
}
