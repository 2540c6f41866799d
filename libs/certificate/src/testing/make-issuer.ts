import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';

type Db = Pick<EntityManager, 'query'>;

export interface IssuerFacts {
  ownerUnitId: string;
  code?: string;
  superiorName?: string | null;
  name?: string;
  place?: string;
  signatoryName?: string;
  serialPattern?: string;
  entryPattern?: string;
}

/** Whoever signs for the programmes of a unit and of those below it. */
export async function makeIssuer(db: Db, given: IssuerFacts): Promise<string> {
  const id = newId();
  await db.query(
    `INSERT INTO issuer (id, code, owner_unit_id, superior_name, name, place, signatory_title, signatory_name,
                         serial_pattern, entry_pattern)
     VALUES ($1, $2, $3, $4, $5, $6, 'Giám đốc', $7, $8, $9)`,
    [
      id,
      given.code ?? 'HP',
      given.ownerUnitId,
      given.superiorName ?? null,
      given.name ?? 'Trung tâm Công nghệ thông tin và Truyền thông',
      given.place ?? 'Hải Phòng',
      given.signatoryName ?? 'Nguyễn Văn Minh',
      given.serialPattern ?? 'HP{yy} {seq:7}',
      given.entryPattern ?? '{seq}/{yyyy}/GCN-CNTTTT',
    ],
  );
  return id;
}

/** The book of an issuer for a year, with nothing in it. */
export async function makeRegister(db: Db, issuerId: string, year: number): Promise<string> {
  const id = newId();
  await db.query(
    `INSERT INTO register (id, issuer_id, year, serial_pattern, entry_pattern)
     SELECT $1, id, $3, serial_pattern, entry_pattern FROM issuer WHERE id = $2`,
    [id, issuerId, year],
  );
  return id;
}
