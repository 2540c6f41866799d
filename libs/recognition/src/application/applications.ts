import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { isUuid, newId } from '#platform/ids';
import { NEARLY_OVER } from '../renewal/renewal.policy.js';
import type { TargetGroup } from '../rule/rule.policy.js';
import { type Rule, RuleBook } from '../rule/rule-book.js';
import { Standings } from '../standing/standings.js';
import type { ApplicationInput } from './application.input.js';
import { Sharing } from './sharing.js';
import { Steps } from './steps.js';

interface Place {
  unitId: string;
  decidingUnitId: string | null;
}

/** Handing in, handing in again, taking back. */
@Injectable()
export class Applications {
  constructor(
    private readonly db: DataSource,
    private readonly book: RuleBook,
    private readonly steps: Steps,
    private readonly sharing: Sharing,
    private readonly standings: Standings,
    private readonly audit: Audit,
  ) {}

  /**
   * Hands in by the rule in force, or hands in again what more was asked of. Throws `recognition.no-rule`,
   * `recognition.no-unit`, `recognition.no-deciding-unit`, `recognition.already-confirmed`, `recognition.already-applied`.
   */
  async submit(
    accountId: string,
    group: TargetGroup,
    input: ApplicationInput,
    actorId: string,
  ): Promise<string> {
    return inTransaction(this.db, async (tx) => {
      await tx.query('SELECT FROM account WHERE id = $1 FOR NO KEY UPDATE', [accountId]);
      const rule = await this.book.inForce(group, tx);
      if (!rule) throw new DomainError('recognition.no-rule');
      if (input.exemptionId && !rule.exemptions.some(({ id }) => id === input.exemptionId))
        throw new InvalidInput([{ field: 'exemption', code: 'recognition.choose' }]);
      await this.refuseConfirmed(tx, accountId, group);
      const id = await this.write(
        tx,
        accountId,
        rule,
        await this.placeOf(tx, accountId, rule),
        input,
        actorId,
      );
      await this.sharing.tell(tx, accountId, input.share, actorId);
      await this.steps.add(tx, id, 'submitted', actorId);
      await this.standings.refresh(tx, accountId, group);
      await this.record(tx, 'recognition.submit', id, actorId);
      return id;
    });
  }

  /** Before it is decided. */
  async withdraw(id: string, accountId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const [row] = isUuid(id)
        ? await tx.query(
            `SELECT target_group AS "group", status FROM recognition_application
             WHERE id = $1 AND account_id = $2 FOR UPDATE`,
            [id, accountId],
          )
        : [];
      if (!row) throw new NotFound();
      if (row.status !== 'submitted' && row.status !== 'more-asked')
        throw new DomainError('recognition.decided');
      await tx.query(`UPDATE recognition_application SET status = 'withdrawn' WHERE id = $1`, [id]);
      await this.steps.add(tx, id, 'withdrawn', accountId);
      await this.standings.refresh(tx, accountId, row.group);
      await this.record(tx, 'recognition.withdraw', id, accountId);
    });
  }

  private async refuseConfirmed(tx: EntityManager, accountId: string, group: string): Promise<void> {
    const [living] = await tx.query(
      `SELECT FROM recognition r WHERE r.account_id = $1 AND r.target_group = $2 AND r.status IN ('valid', 'doubted')
         AND (${NEARLY_OVER}) IS NOT TRUE`,
      [accountId, group],
    );
    if (living) throw new DomainError('recognition.already-confirmed');
  }

  /** The nearest unit that confirms by this rule, at or above the person's own. */
  private async placeOf(tx: EntityManager, accountId: string, rule: Rule) {
    const [place]: Place[] = await tx.query(
      `SELECT u.id AS "unitId", (SELECT d.id FROM unit d WHERE d.path @> u.path AND d.kind = ANY ($2)
         ORDER BY nlevel(d.path) DESC LIMIT 1) AS "decidingUnitId"
       FROM person p JOIN unit u ON u.id = p.unit_id WHERE p.account_id = $1`,
      [accountId, rule.decidedBy],
    );
    if (!place) throw new DomainError('recognition.no-unit');
    if (!place.decidingUnitId) throw new DomainError('recognition.no-deciding-unit');
    return place;
  }

  private async write(
    tx: EntityManager,
    accountId: string,
    rule: Rule,
    place: Place,
    { exemptionId, exemptionReason }: ApplicationInput,
    actorId: string,
  ): Promise<string> {
    const [open] = await tx.query(
      `SELECT id, status FROM recognition_application
       WHERE account_id = $1 AND target_group = $2 AND status IN ('submitted', 'more-asked')`,
      [accountId, rule.group],
    );
    if (open?.status === 'submitted') throw new DomainError('recognition.already-applied');
    const id = open?.id ?? newId();
    await tx.query(
      `INSERT INTO recognition_application (id, account_id, target_group, rule_id, unit_id, deciding_unit_id,
         exemption_id, exemption_reason, applied_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (id) DO UPDATE SET status = 'submitted', rule_id = excluded.rule_id, unit_id = excluded.unit_id,
         deciding_unit_id = excluded.deciding_unit_id, exemption_id = excluded.exemption_id,
         exemption_reason = excluded.exemption_reason, applied_by = excluded.applied_by, submitted_at = now(),
         reason = NULL, decided_by = NULL, decided_at = NULL`,
      [
        ...[id, accountId, rule.group, rule.id, place.unitId, place.decidingUnitId],
        ...[exemptionId, exemptionReason, actorId],
      ],
    );
    return id;
  }

  private record(tx: EntityManager, action: string, subjectId: string, actorId: string) {
    return this.audit.record(tx, { actorId, action, subjectType: 'recognition-application', subjectId });
  }
}
