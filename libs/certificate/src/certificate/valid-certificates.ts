import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CertificateHoldings } from '#assessment';

/** Which enrolments hold a valid certificate. */
@Injectable()
export class ValidCertificates implements CertificateHoldings {
  constructor(private readonly db: DataSource) {}

  valid(enrolmentIds: string[]): Promise<{ enrolmentId: string; serial: string }[]> {
    return this.db.query(
      `SELECT enrolment_id AS "enrolmentId", serial FROM certificate
        WHERE enrolment_id = ANY ($1::uuid[]) AND status = 'valid'`,
      [enrolmentIds],
    );
  }
}
