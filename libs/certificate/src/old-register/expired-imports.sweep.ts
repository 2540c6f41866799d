import { Injectable } from '@nestjs/common';
import { type Sweep, Sweeps } from '#platform/jobs';
import { OldImportRows } from './old-imports.repository.js';
import { OldImports } from './old-imports.service.js';

const AT_ONCE = 50;

/** The file of an old register and the rows refused of it are not kept for ever; what is recorded stays. */
@Injectable()
@Sweeps('certificate.expired-old-imports')
export class ExpiredOldImports implements Sweep {
  constructor(
    private readonly rows: OldImportRows,
    private readonly imports: OldImports,
  ) {}

  async sweep(): Promise<number> {
    const expired = await this.rows.expired(AT_ONCE);
    for (const each of expired) await this.imports.expire(each);
    return expired.length;
  }
}
