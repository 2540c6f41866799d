import { Module } from '@nestjs/common';
import { CertificateModule } from './certificate.module.js';

/** Pages and API of this context. */
@Module({ imports: [CertificateModule] })
export class CertificateWebModule {}
