import { Module } from '@nestjs/common';
import { CertificateModule } from './certificate.module.js';
import { IssueCertificates, IssueForgotten } from './issuing/issue-certificates.job.js';
import { RenderCertificates, RenderForgotten } from './printing/print-certificates.job.js';

/** Job handlers and sweeps of this context. */
@Module({
  imports: [CertificateModule],
  providers: [IssueCertificates, IssueForgotten, RenderCertificates, RenderForgotten],
  exports: [IssueCertificates, IssueForgotten, RenderCertificates, RenderForgotten],
})
export class CertificateWorkerModule {}
