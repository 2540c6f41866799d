import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Frameworks } from '#competency';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { isUuid, newId } from '#platform/ids';
import type { ExemptionInput, RequirementInput, RuleInput } from './rule.input.js';
import { type Exemption, missingIn, type Requirement, type TargetGroup } from './rule.policy.js';
import { type Rule, RuleBook } from './rule-book.js';

/** Changes rules: one draft a group, put into force by somebody who had no hand in it. */
@Injectable()
export class Rules {
  constructor(
    private readonly db: DataSource,
    private readonly book: RuleBook,
    private readonly frameworks: Frameworks,
    private readonly audit: Audit,
  ) {}

  /** A new draft: what the newest version says, or nothing at all; the numbers of nobody's invention. */
  async draft(group: TargetGroup, actorId: string | null, demonstration = false): Promise<string> {
    return inTransaction(this.db, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`recognition rule ${group}`]);
      const [open] = await tx.query(
        `SELECT id FROM recognition_rule WHERE target_group = $1 AND status = 'draft'`,
        [group],
      );
      if (open) throw new DomainError('recognition.draft-exists');
      const id = newId();
      await tx.query(
        `INSERT INTO recognition_rule (id, target_group, version, demonstration, edited_by)
         SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4::uuid[] FROM recognition_rule WHERE target_group = $2`,
        [id, group, demonstration, actorId ? [actorId] : []],
      );
      // What an invented rule says is never carried into a real one.
      await tx.query(
        `UPDATE recognition_rule r SET title = p.title, legal_basis = p.legal_basis, questions = p.questions,
           threshold_percent = p.threshold_percent, attempts = p.attempts, decided_by = p.decided_by,
           validity_months = p.validity_months, unlimited = p.unlimited, requirements = p.requirements,
           exemptions = p.exemptions
         FROM recognition_rule p WHERE r.id = $1 AND p.target_group = r.target_group AND p.version = r.version - 1
           AND NOT p.demonstration`,
        [id],
      );
      await this.record(tx, 'recognition.draft-rule', id, actorId);
      return id;
    });
  }

  async save(id: string, input: RuleInput, actorId: string | null): Promise<void> {
    await this.edit(id, actorId, async (tx) => {
      await tx.query(
        `UPDATE recognition_rule SET title = $2, legal_basis = $3, questions = $4, threshold_percent = $5, attempts = $6,
           decided_by = $7, validity_months = $8, unlimited = $9, effective_from = $10 WHERE id = $1`,
        [
          ...[id, input.title, input.legalBasis, input.questions, input.thresholdPercent, input.attempts],
          ...[input.decidedBy, input.validityMonths, input.unlimited, input.effectiveFrom],
        ],
      );
    });
  }

  async require(id: string, input: RequirementInput, actorId: string | null): Promise<void> {
    const requirement = await this.checked(input);
    await this.edit(id, actorId, (tx, rule) =>
      write(tx, id, 'requirements', [...rule.requirements, requirement]),
    );
  }

  async exempt(id: string, input: ExemptionInput, actorId: string | null): Promise<void> {
    if ('courseId' in input) await this.knownCourse(input.courseId);
    const exemption: Exemption = { id: newId(), ...input };
    await this.edit(id, actorId, (tx, rule) => write(tx, id, 'exemptions', [...rule.exemptions, exemption]));
  }

  /** A requirement or an exemption of a draft. */
  async drop(id: string, partId: string, actorId: string): Promise<void> {
    await this.edit(id, actorId, async (tx, rule) => {
      const others = <T extends { id: string }>(parts: T[]) => parts.filter((each) => each.id !== partId);
      await write(tx, id, 'requirements', others(rule.requirements));
      await write(tx, id, 'exemptions', others(rule.exemptions));
    });
  }

  async discard(id: string, actorId: string): Promise<void> {
    await this.edit(id, actorId, async (tx) => {
      await tx.query('DELETE FROM recognition_rule WHERE id = $1', [id]);
    });
  }

  /**
   * From its day on it is in force, and never changes. Throws `recognition.own-rule` for whoever had a hand in it,
   * `recognition.rule-unfinished` while something is missing.
   */
  async approve(id: string, actorId: string | null): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const rule = await this.lockDraft(tx, id);
      if (actorId && rule.editedBy.includes(actorId)) throw new DomainError('recognition.own-rule');
      const missing = missingIn(
        rule,
        await this.book.today(tx),
        await this.book.lastEffective(tx, rule.group),
      );
      if (missing.length > 0) throw new DomainError('recognition.rule-unfinished');
      await tx.query(
        `UPDATE recognition_rule SET status = 'approved', approved_by = $2, approved_at = now() WHERE id = $1`,
        [id, actorId],
      );
      await this.record(tx, 'recognition.approve-rule', id, actorId);
    });
  }

  private async edit(
    id: string,
    actorId: string | null,
    work: (tx: EntityManager, rule: Rule) => Promise<void>,
  ): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const rule = await this.lockDraft(tx, id);
      if (actorId && !rule.editedBy.includes(actorId))
        await tx.query('UPDATE recognition_rule SET edited_by = edited_by || $2::uuid WHERE id = $1', [
          id,
          actorId,
        ]);
      await work(tx, rule);
      await this.record(tx, 'recognition.edit-rule', id, actorId);
    });
  }

  private async lockDraft(tx: EntityManager, id: string): Promise<Rule> {
    if (!isUuid(id)) throw new NotFound();
    await tx.query('SELECT FROM recognition_rule WHERE id = $1 FOR UPDATE', [id]);
    const rule = await this.book.get(id, tx);
    if (rule.status !== 'draft') throw new DomainError('recognition.rule-approved');
    return rule;
  }

  private async checked(input: RequirementInput): Promise<Requirement> {
    const id = newId();
    if (input.kind === 'course') {
      await this.knownCourse(input.courseId);
      return { id, ...input };
    }
    if (input.kind === 'examination') {
      const found = (await this.book.examinations()).find((each) => each.lessonKey === input.lessonKey);
      if (!found) throw new InvalidInput([{ field: 'lessonKey', code: 'recognition.choose' }]);
      return { id, ...input, courseId: found.courseId };
    }
    const slash = input.component.indexOf('/');
    const [code, component] = [input.component.slice(0, slash), input.component.slice(slash + 1)];
    const framework = await this.frameworks.find(code);
    if (!framework?.component(component))
      throw new InvalidInput([{ field: 'component', code: 'recognition.choose' }]);
    return { id, kind: 'skill', framework: code, component, level: input.level };
  }

  private async knownCourse(courseId: string): Promise<void> {
    const known = (await this.book.courses()).some((each) => each.id === courseId);
    if (!known) throw new InvalidInput([{ field: 'courseId', code: 'recognition.choose' }]);
  }

  private record(tx: EntityManager, action: string, subjectId: string, actorId: string | null) {
    return this.audit.record(tx, { actorId, action, subjectType: 'recognition-rule', subjectId });
  }
}

async function write(
  tx: EntityManager,
  id: string,
  column: 'requirements' | 'exemptions',
  parts: object[],
): Promise<void> {
  await tx.query(`UPDATE recognition_rule SET ${column} = $2 WHERE id = $1`, [id, JSON.stringify(parts)]);
}
