import { Module } from '@nestjs/common';
import { CertificateModule } from './certificate.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [CertificateModule] })
export class CertificateWorkerModule {}
