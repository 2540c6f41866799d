import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newVerificationCode } from '#certificate';
import { newId } from '#platform/ids';
import type { Evidence } from '../check-list/check-list.policy.js';
import { lastDay } from '../rule/rule.policy.js';
import type { Rule } from '../rule/rule-book.js';
import { serialOf } from './serial.policy.js';

export interface Shown {
  requirement: string;
  kind: Evidence['kind'];
  id: string | null;
  at: Date | null;
}

/** Writes confirmations, each with the next number of its unit and year. */
@Injectable()
export class Confirmations {
  /** In the transaction of the decision; `today`: `2026-11-22`. Returns its id. */
  async write(
    tx: EntityManager,
    applicationId: string,
    rule: Rule,
    evidence: Shown[],
    actorId: string,
    today: string,
  ): Promise<string> {
    const [place] = await tx.query(
      `SELECT a.deciding_unit_id AS "unitId", d.code, jsonb_build_object('name', p.full_name, 'unit', u.name,
         'decidingUnit', d.name) AS facts
       FROM recognition_application a JOIN person p ON p.account_id = a.account_id JOIN unit u ON u.id = a.unit_id
       JOIN unit d ON d.id = a.deciding_unit_id WHERE a.id = $1`,
      [applicationId],
    );
    const year = Number(today.slice(0, 4));
    const [{ number }] = await tx.query(
      `INSERT INTO recognition_register AS r (unit_id, year, last_number) VALUES ($1, $2, 1)
       ON CONFLICT (unit_id, year) DO UPDATE SET last_number = r.last_number + 1 RETURNING last_number AS number`,
      [place.unitId, year],
    );
    const id = newId();
    await tx.query(
      `INSERT INTO recognition (id, application_id, account_id, target_group, rule_id, unit_id, deciding_unit_id, year,
         number, serial, code, facts, evidence, confirmed_by, valid_until)
       SELECT $1, a.id, a.account_id, a.target_group, a.rule_id, a.unit_id, a.deciding_unit_id, $3, $4, $5, $6, $7, $8, $9, $10
       FROM recognition_application a WHERE a.id = $2`,
      [
        ...[id, applicationId, year, number, serialOf(number, year, place.code), newVerificationCode()],
        ...[place.facts, JSON.stringify(evidence), actorId, lastDay(today, rule)],
      ],
    );
    return id;
  }
}
