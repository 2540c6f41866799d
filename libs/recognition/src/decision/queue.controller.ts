import { Controller, Get, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  Access,
  type Actor,
  CurrentActor,
  hasRole,
  page,
  parseInput,
  redirect,
  Scoped,
  scopePaths,
} from '#platform/http';
import { TaskRepository } from '#platform/tasks';
import { applicationState } from '../application/application.view.js';
import { Settlements } from '../doubt/settlements.js';
import { Renewals } from '../renewal/renewals.js';
import { GROUPS } from '../rule/rule.policy.js';
import { CONFIRM_COVERED } from './confirm-covered.task.js';
import { Covered } from './covered.js';
import { QUEUES, QueueRepository, type QueueRow } from './queue.repository.js';
import { READS } from './reads.js';

const HOME = '/recognitions';
const PAGE = 50;
const DOUBTS_SHOWN = 200;
const query = z.object({
  queue: z.enum(QUEUES).catch('submitted').default('submitted'),
  group: z.enum(GROUPS).nullable().catch(null).default(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});

/** What waits for the decision of one's units, and what was decided. */
@Controller('recognitions')
@Access(...READS)
@Scoped('unit')
export class QueueController {
  constructor(
    private readonly queue: QueueRepository,
    private readonly covered: Covered,
    private readonly settlements: Settlements,
    private readonly renewals: Renewals,
    private readonly tasks: TaskRepository,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Query() given: unknown) {
    const { queue, group, page: number } = parseInput(query, given);
    const scope = scopePaths(actor, ...READS);
    const [counts, rows, doubts, ending] = await Promise.all([
      this.queue.counts(scope, group),
      this.queue.list(scope, queue, group, PAGE, (number - 1) * PAGE),
      this.settlements.count(scope),
      this.renewals.count(scope),
    ]);
    const shown =
      queue === 'submitted' ? await this.covered.of(rows) : new Map<string, { covered: boolean }>();
    const at = (change: Record<string, string>) =>
      `${HOME}?${new URLSearchParams({ queue, ...(group ? { group } : {}), ...change })}`;
    const from = (number - 1) * PAGE;
    return page('recognition/decision/list', {
      ...{ queue, group, doubts, ending, mayDecide: hasRole(actor, 'unit-manager') },
      seesLists: hasRole(actor, 'programme-admin', 'auditor'),
      tabs: QUEUES.map((each) => ({
        ...{ key: `recognition.queue.${each}`, count: counts[each], current: each === queue },
        href: at({ queue: each }),
      })),
      groups: GROUPS.map((value) => ({ value, key: `recognition.group.${value}`, chosen: value === group })),
      rows: rows.map((row) => rowView(row, shown.get(row.id))),
      anyCovered: [...shown.values()].some(({ covered }) => covered),
      pages: counts[queue] > PAGE && {
        ...{ from: from + 1, to: from + rows.length, total: counts[queue] },
        previous: number > 1 ? at({ page: String(number - 1) }) : null,
        next: from + rows.length < counts[queue] ? at({ page: String(number + 1) }) : null,
        pages: [{ label: String(number), current: true }],
      },
    });
  }

  @Get('doubts')
  async doubts(@CurrentActor() actor: Actor) {
    const doubts = await this.settlements.list(scopePaths(actor, ...READS), DOUBTS_SHOWN);
    return page('recognition/doubt/list', { doubts });
  }

  /** All that lack nothing, as a task. */
  @Post('confirmations')
  @Access('unit-manager')
  async confirmCovered(@CurrentActor() actor: Actor) {
    return redirect(`/tasks/${await this.tasks.start(CONFIRM_COVERED, {}, actor.accountId)}`);
  }
}

const rowView = (row: QueueRow, shown?: { shown?: number; total?: number; covered: boolean }) => ({
  ...row,
  ...{ href: `${HOME}/applications/${row.id}`, group: `recognition.group.${row.group}` },
  state: applicationState(row.status),
  list: shown ?? null,
});
