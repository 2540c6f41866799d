import { Global, Module } from '@nestjs/common';
import { CERTIFICATE_HOLDINGS } from '#assessment';
import { CompetencyModule } from '#competency';
import { CourseModule } from '#course';
import { EnrolmentModule } from '#enrolment';
import { OrganisationModule } from '#organisation';
import { registerNavigation } from '#platform/http';
import { BadgeController } from './badge/badge.controller.js';
import { BadgeRows } from './badge/badges.repository.js';
import { Badges } from './badge/badges.service.js';
import { CredentialsController } from './badge/credentials.controller.js';
import { SkillAlignments } from './badge/skill-alignments.js';
import { BookAccess, REGISTER_READERS } from './books/book-access.js';
import { BooksController } from './books/books.controller.js';
import { Books } from './books/books.repository.js';
import { ValidCertificates } from './certificate/valid-certificates.js';
import { CertificateModule } from './certificate.module.js';
import { IssuingLogApiController } from './checkpoint/issuing-log.api.controller.js';
import { IssuingLogController } from './checkpoint/issuing-log.controller.js';
import { ChoosingIssuer } from './class-issuer/choosing-issuer.js';
import { ClassIssuerController } from './class-issuer/class-issuer.controller.js';
import { ClassIssuers } from './class-issuer/class-issuers.repository.js';
import { IssuersController } from './issuer/issuers.controller.js';
import { Issuers } from './issuer/issuers.service.js';
import { ReplacementController } from './replacement/replacement.controller.js';
import { Replacements } from './replacement/replacements.service.js';
import { RevocationController } from './revocation/revocation.controller.js';
import { Revocations } from './revocation/revocations.service.js';
import { CheckLimits } from './verification/check-limits.js';
import { VerificationApiController } from './verification/verification.api.controller.js';
import { VerificationController } from './verification/verification.controller.js';
import { WalletController } from './wallet/wallet.controller.js';
import { WalletRepository } from './wallet/wallet.repository.js';

registerNavigation(
  {
    href: '/certificates',
    label: 'certificate.nav.wallet',
    group: 'nav.learning',
    order: 20,
    roles: ['learner'],
  },
  { href: '/registers', label: 'certificate.nav.registers', order: 60, roles: [...REGISTER_READERS] },
  {
    href: '/admin/issuers',
    label: 'certificate.nav.issuers',
    note: 'certificate.nav.issuers-note',
    icon: 'stamp',
    order: 80,
    roles: ['system-admin', 'registrar'],
  },
);

/** The pages of regrades lie below this context and ask by this token which certificates stand on a result. */
@Global()
@Module({
  providers: [{ provide: CERTIFICATE_HOLDINGS, useClass: ValidCertificates }],
  exports: [CERTIFICATE_HOLDINGS],
})
class CertificateHoldingsModule {}

/** Pages and API of this context. */
@Module({
  imports: [
    CertificateModule,
    CertificateHoldingsModule,
    CompetencyModule,
    CourseModule,
    OrganisationModule,
    EnrolmentModule,
  ],
  controllers: [
    VerificationController,
    VerificationApiController,
    IssuingLogController,
    IssuingLogApiController,
    WalletController,
    BadgeController,
    CredentialsController,
    RevocationController,
    ReplacementController,
    BooksController,
    IssuersController,
    ClassIssuerController,
  ],
  providers: [
    CheckLimits,
    WalletRepository,
    BadgeRows,
    Badges,
    SkillAlignments,
    Books,
    BookAccess,
    Revocations,
    Replacements,
    Issuers,
    ClassIssuers,
    ChoosingIssuer,
  ],
})
export class CertificateWebModule {}
