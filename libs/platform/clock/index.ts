import { Injectable } from '@nestjs/common';

export { localDay, localMinute, localYear, TODAY } from './day.js';

/** The time for everything but deadlines, which belong to the database. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands still until told otherwise, for tests. */
export class FixedClock extends Clock {
  constructor(private instant: Date) {
    super();
  }

  override now(): Date {
    return this.instant;
  }

  moveTo(instant: Date): void {
    this.instant = instant;
  }
}
