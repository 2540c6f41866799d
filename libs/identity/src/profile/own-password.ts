import { Injectable } from '@nestjs/common';
import { InvalidInput, TooManyRequests } from '#platform/errors';
import { ChoosingPassword } from '../one-time/choosing-password.js';
import { Passwords } from '../password/passwords.js';
import { Throttle } from '../throttle/throttle.js';
import { ProfileRepository } from './profile.repository.js';

/** Changing one's password with the old one, which may be guessed no faster than at the door. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly profiles: ProfileRepository,
    private readonly passwords: Passwords,
    private readonly choosing: ChoosingPassword,
    private readonly throttle: Throttle,
  ) {}

  async change(accountId: string, address: string, current: string, password: string): Promise<void> {
    const key = this.throttle.key(accountId, address);
    const { seconds, failedBefore } = await this.throttle.look(key);
    if (seconds > 0) throw new TooManyRequests('identity.password-locked', seconds);
    const hash = await this.profiles.passwordHash(accountId);
    if (!(await this.passwords.matches(hash, current))) {
      await this.throttle.fail(key);
      throw new InvalidInput([{ field: 'current', code: 'identity.password-wrong' }]);
    }
    await this.choosing.change(accountId, password);
    if (failedBefore) await this.throttle.succeed(key);
  }
}
