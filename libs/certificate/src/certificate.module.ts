import { Module } from '@nestjs/common';

/** Services of this context, without pages or jobs. */
@Module({})
export class CertificateModule {}
