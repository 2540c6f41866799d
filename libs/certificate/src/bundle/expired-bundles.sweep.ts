import { Inject, Injectable } from '@nestjs/common';
import { type Sweep, Sweeps } from '#platform/jobs';
import { STORAGE, type Storage } from '#platform/storage';
import { Bundles } from './bundles.repository.js';

/** Papers of many people are not left lying about: when its time is over, a bundle can only be made again. */
@Injectable()
@Sweeps('certificate.expired-bundles')
export class ExpiredBundles implements Sweep {
  constructor(
    private readonly bundles: Bundles,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  async sweep(): Promise<number> {
    const expired = await this.bundles.expired(100);
    for (const { fileKey } of expired) await this.storage.remove(fileKey);
    if (expired.length > 0) await this.bundles.forgetFiles(expired.map(({ id }) => id));
    return expired.length;
  }
}
