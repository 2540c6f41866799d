import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isWithin, Units } from '#organisation';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { isUuid, newId } from '#platform/ids';
import { NumberPattern } from '../register/number-pattern.js';
import { Issuer, type IssuerDetails } from './issuer.entity.js';
import { serialsCollide } from './serials.policy.js';

export interface ListedIssuer {
  id: string;
  code: string;
  name: string;
  superiorName: string | null;
  unitName: string;
  authorised: boolean;
  serialPattern: string;
}

/** Who may issue, and what their papers look like. Every call carries the units of whoever asks. */
@Injectable()
export class Issuers {
  constructor(
    private readonly db: DataSource,
    private readonly units: Units,
    private readonly audit: Audit,
  ) {}

  async list(scope: readonly string[]): Promise<ListedIssuer[]> {
    return this.db.query(
      `SELECT i.id, i.code, i.name, i.superior_name AS "superiorName", u.name AS "unitName", i.authorised,
              i.serial_pattern AS "serialPattern"
       FROM issuer i JOIN unit u ON u.id = i.owner_unit_id WHERE u.path <@ ANY($1::ltree[]) ORDER BY i.name, i.code`,
      [scope],
    );
  }

  /** Throws NotFound also for an issuer of another unit. */
  async get(scope: readonly string[], id: string): Promise<Issuer> {
    const issuer = isUuid(id) ? await this.db.manager.findOneBy(Issuer, { id }) : null;
    const owner = issuer && (await this.units.find(issuer.ownerUnitId));
    if (!issuer || !owner || !isWithin(owner.path, scope)) throw new NotFound();
    return issuer;
  }

  async create(
    scope: readonly string[],
    { code, unit: unitCode, ...details }: IssuerDetails & { code: string; unit: string },
    actorId: string,
  ): Promise<string> {
    const unit = await this.units.findByCode(unitCode);
    if (!unit || !isWithin(unit.path, scope))
      throw new InvalidInput([{ field: 'unit', code: 'certificate.unit-unknown' }]);
    const issuer = Object.assign(new Issuer(), { id: newId(), code, ownerUnitId: unit.id, revision: 0 });
    return inTransaction(this.db, async (tx) => {
      if (await tx.existsBy(Issuer, { code }))
        throw new InvalidInput([{ field: 'code', code: 'certificate.issuer-code-taken' }]);
      await this.changeIn(tx, issuer, details);
      await tx.insert(Issuer, issuer);
      await this.record(tx, 'certificate.create-issuer', issuer, actorId);
      return issuer.id;
    });
  }

  /** Throws when it was saved by somebody else since `revision`. */
  async change(
    scope: readonly string[],
    id: string,
    { revision, ...details }: IssuerDetails & { revision: number },
    actorId: string,
  ): Promise<void> {
    await this.get(scope, id);
    await inTransaction(this.db, async (tx) => {
      const issuer = await tx.findOneOrFail(Issuer, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (issuer.revision !== revision) throw new DomainError('certificate.issuer-changed');
      await this.changeIn(tx, issuer, details);
      await tx.save(Issuer, issuer);
      await this.record(tx, 'certificate.change-issuer', issuer, actorId);
    });
  }

  private async changeIn(tx: EntityManager, issuer: Issuer, details: IssuerDetails): Promise<void> {
    if (details.authorised && !details.legalBasis)
      throw new InvalidInput([{ field: 'legalBasis', code: 'certificate.legal-basis-missing' }]);
    const others: { pattern: string }[] = await tx.query(
      `SELECT serial_pattern AS pattern FROM issuer WHERE id <> $1
       UNION SELECT serial_pattern FROM register WHERE issuer_id <> $1`,
      [issuer.id],
    );
    const mine = new NumberPattern(details.serialPattern);
    if (others.some(({ pattern }) => serialsCollide(mine, new NumberPattern(pattern))))
      throw new InvalidInput([{ field: 'serialPattern', code: 'certificate.pattern.taken' }]);
    issuer.change(details);
  }

  private record(tx: EntityManager, action: string, issuer: Issuer, actorId: string): Promise<void> {
    return this.audit.record(tx, {
      actorId,
      action,
      subjectType: 'issuer',
      subjectId: issuer.id,
      detail: { code: issuer.code, revision: issuer.revision, authorised: issuer.authorised },
    });
  }
}
