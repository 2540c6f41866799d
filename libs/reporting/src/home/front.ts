import { Inject, Injectable } from '@nestjs/common';
import { type CatalogueEntry, CourseCatalogue } from '#course';
import { Clock } from '#platform/clock';
import { LOGGER, type Logger } from '#platform/logging';
import { type ClassFigures, PublicFiguresRepository } from './public-figures.repository.js';

export interface FrontFacts {
  /** When all of this was read. */
  at: Date;
  classes: ClassFigures[];
  units: number;
  /** How many courses each group finds. */
  courseCounts: Awaited<ReturnType<CourseCatalogue['counts']>>;
  courses: CatalogueEntry[];
}

const FRESH_MS = 10_000;
const COURSES_SHOWN = 3;

/**
 * What the front page shows, kept in this process for ten seconds. Only the first visitor ever waits for it; later
 * ones get what is there, with its time, while it is read anew.
 */
@Injectable()
export class Front {
  private facts: FrontFacts | null = null;
  private reading: Promise<FrontFacts> | null = null;

  constructor(
    private readonly figures: PublicFiguresRepository,
    private readonly courses: CourseCatalogue,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async get(): Promise<FrontFacts> {
    const { facts } = this;
    if (facts && this.clock.now().getTime() - facts.at.getTime() < FRESH_MS) return facts;
    this.reading ??= this.read().finally(() => {
      this.reading = null;
    });
    if (!facts) return this.reading;
    this.reading.catch((error: unknown) =>
      this.logger.warn({ err: error }, 'front page figures stay as they are'),
    );
    return facts;
  }

  private async read(): Promise<FrontFacts> {
    const [classes, units, courseCounts, { entries }] = await Promise.all([
      this.figures.classes(),
      this.figures.units(),
      this.courses.counts(),
      this.courses.search({ q: '', audience: null, page: 1 }),
    ]);
    this.facts = {
      at: this.clock.now(),
      classes,
      units,
      courseCounts,
      courses: entries.slice(0, COURSES_SHOWN),
    };
    return this.facts;
  }
}
