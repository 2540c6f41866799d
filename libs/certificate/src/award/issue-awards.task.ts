import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AwardPlaces } from '#contest';
import { DomainError } from '#platform/errors';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { Issuer } from '../issuer/issuer.entity.js';
import { Awarding } from './awarding.service.js';

export const ISSUE_AWARDS = 'certificate.issue-awards';
const BATCH = 250;

const params = z.object({
  roundId: z.uuid(),
  /** The count that was looked at: awards follow from it, also when the round is counted again meanwhile. */
  countId: z.uuid(),
  issuerId: z.uuid(),
  template: z.uuid().nullable(),
  people: z.int(),
  units: z.int(),
  kind: z.string().nullable(),
});

/** Awards of a round, by person and by unit, in the order of the standings. Repeated it gives no second award. */
@Injectable()
@RunsTask(ISSUE_AWARDS)
export class IssueAwards implements TaskRunner {
  constructor(
    private readonly db: DataSource,
    private readonly places: AwardPlaces,
    private readonly awarding: Awarding,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const order = params.parse(task.params);
    const round = await this.places.round(order.roundId);
    if (!round || round.countId !== order.countId || !round.public)
      throw new DomainError('certificate.award-standings-changed');
    const issuer = await this.db.manager.findOneByOrFail(Issuer, { id: order.issuerId });
    const frame = { round, issuer, template: order.template };
    const at = (task.checkpoint as { position: number; issued: number; refused: number } | null) ?? {
      ...{ position: 0, issued: 0, refused: 0 },
    };
    for (;;) {
      const people = await this.places.people(order.countId, order.people, at.position, BATCH);
      const last = people.at(-1);
      if (!last) break;
      const { issued, refused } = await this.awarding.people(frame, people);
      at.position = last.position;
      at.issued += issued;
      at.refused += refused;
      await progress(at.issued + at.refused, at.issued + at.refused, at);
    }
    if (order.kind && order.units > 0) {
      const units = await this.places.units(order.countId, order.kind, order.units);
      const { issued, refused } = await this.awarding.units(frame, order.kind, units);
      at.issued += issued;
      at.refused += refused;
    }
    const { issued, refused } = at;
    return { counts: { issued, refused }, href: `/admin/contest-rounds/${order.roundId}/awards` };
  }
}
