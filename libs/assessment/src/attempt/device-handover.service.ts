import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';

/** One device may answer at a time. Another one takes over by the learner's own act, which is recorded. */
@Injectable()
export class DeviceHandover {
  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  /** Makes `deviceId` the one that answers; it numbers its answers in a new range. True when it changed. */
  async take(attemptId: string, accountId: string, deviceId: string): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const [rows] = (await tx.query(
        `UPDATE attempt SET device_id = $3, device_epoch = device_epoch + 1
          WHERE id = $1 AND account_id = $2 AND status = 'open' AND device_id IS DISTINCT FROM $3::uuid
          RETURNING device_epoch`,
        [attemptId, accountId, deviceId],
      )) as [{ device_epoch: number }[], number];
      const taken = rows[0];
      if (!taken) return false;
      await this.audit.record(tx, {
        actorId: accountId,
        action: 'attempt.take-over-device',
        subjectType: 'attempt',
        subjectId: attemptId,
        detail: { handover: taken.device_epoch },
      });
      return true;
    });
  }
}
