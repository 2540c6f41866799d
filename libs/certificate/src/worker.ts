import { Module } from '@nestjs/common';
import { ContestModule } from '#contest';
import { IssueAwards } from './award/issue-awards.task.js';
import { ExpiredBundles } from './bundle/expired-bundles.sweep.js';
import { MakeBundle } from './bundle/make-bundle.task.js';
import { CertificateModule } from './certificate.module.js';
import { PublishCheckpoint } from './checkpoint/publish-checkpoint.job.js';
import { CheckClass, IssueClass, ThroughClass } from './issuance/issue-class.task.js';
import { IssueCertificates, IssueForgotten } from './issuing/issue-certificates.job.js';
import { MailClass, SendWaitingMail } from './mailing/mail-class.task.js';
import { ExpiredOldImports } from './old-register/expired-imports.sweep.js';
import { CheckOldRegister, EmptyOldRegister, RecordOldRegister } from './old-register/old-register.task.js';
import { RenderCertificates, RenderForgotten } from './printing/print-certificates.job.js';
import { SignCertificates, SignForgotten } from './signing/sign-certificates.job.js';

/** Job handlers and sweeps of this context. */
@Module({
  imports: [CertificateModule, ContestModule],
  providers: [
    IssueAwards,
    ThroughClass,
    IssueClass,
    CheckClass,
    MakeBundle,
    ExpiredBundles,
    MailClass,
    SendWaitingMail,
    CheckOldRegister,
    RecordOldRegister,
    EmptyOldRegister,
    ExpiredOldImports,
    IssueCertificates,
    IssueForgotten,
    RenderCertificates,
    RenderForgotten,
    SignCertificates,
    SignForgotten,
    PublishCheckpoint,
  ],
  exports: [
    IssueCertificates,
    IssueForgotten,
    RenderCertificates,
    RenderForgotten,
    SignCertificates,
    SignForgotten,
    PublishCheckpoint,
  ],
})
export class CertificateWorkerModule {}
